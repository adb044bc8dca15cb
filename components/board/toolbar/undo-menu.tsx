import { Redo2, Undo2 } from 'lucide-react'
import type { Done } from '@/components/outbox/change'
import { outbox } from '@/components/outbox/outbox'
import { iconButtonClass } from '@/components/ui/icon-button'
import { Menu } from '@/components/ui/overlays/menu'
import { MenuItem, MenuLabel } from '@/components/ui/overlays/menu-item'
import { useObservable } from '../model/board-context'

const MOST = 10

/** Own changes that can be taken back or done again, the newest first. */
export function UndoMenu() {
  const { done, undone } = useObservable(outbox.history.state)
  if (!done.length && !undone.length) return null
  return (
    <Menu label="Your changes" className={iconButtonClass} trigger={<Undo2 aria-hidden />}>
      <Changes label="Do again" icon={<Redo2 aria-hidden />} all={undone} onSelect={(each) => outbox.redo(each)} />
      <Changes label="Take back" icon={<Undo2 aria-hidden />} all={done} onSelect={(each) => outbox.undo(each)} />
    </Menu>
  )
}

type Props = { label: string; icon: React.ReactNode; all: readonly Done[]; onSelect: (done: Done) => void }

function Changes({ label, icon, all, onSelect }: Props) {
  if (!all.length) return null
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {all
        .slice(-MOST)
        .toReversed()
        .map((each, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same words
          <MenuItem key={i} icon={icon} onSelect={() => onSelect(each)}>
            {each.what}
          </MenuItem>
        ))}
    </>
  )
}
