import { House, MoreHorizontal, Pencil, RefreshCw, Trash2, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Name } from '@/components/ui/name'
import { Menu } from '@/components/ui/overlays/menu'
import { MenuItem, MenuSeparator } from '@/components/ui/overlays/menu-item'
import type { View, ViewChanges } from '@/lib/views/schema'
import { useBoard } from '../model/board-context'
import { savedQuery } from '../url/saved-query'
import { RenameView } from './rename-view'
import { refused, type useSavedViews } from './use-saved-views'

type Props = { view: View; saved: ReturnType<typeof useSavedViews> }

export function SavedView({ view, saved }: Props) {
  const { board, members } = useBoard()
  const [naming, setNaming] = useState<boolean>()
  const isOwn = view.ownerId === board.userId
  const isShown = savedQuery(new URLSearchParams(view.query)) === saved.shown
  const change = (changes: ViewChanges) => saved.change(view, changes).catch(refused)

  if (naming)
    return <RenameView name={view.name} onRename={(name) => change({ name })} onClose={() => setNaming(false)} />
  return (
    <li className="flex items-center">
      <ViewLink
        name={view.name}
        isShown={isShown}
        // After a rename the focus comes back here.
        takesFocus={naming === false}
        onOpen={() => saved.open(view.query)}
      >
        {view.isDefault && <Mark icon={<House aria-hidden />} words="Opens by default" />}
        {view.isShared && (
          <Mark
            icon={<Users aria-hidden />}
            words={isOwn ? 'Shared' : `Shared by ${members.get(view.ownerId)?.name ?? 'a former member'}`}
          />
        )}
      </ViewLink>
      {(board.canEdit || !view.isShared) && (
        <Menu label={`View ${view.name}`} trigger={<MoreHorizontal aria-hidden />}>
          <MenuItem icon={<RefreshCw aria-hidden />} disabled={isShown} onSelect={() => change({ query: saved.shown })}>
            Update to what is shown
          </MenuItem>
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setNaming(true)}>
            Rename…
          </MenuItem>
          <MenuItem icon={<House aria-hidden />} onSelect={() => change({ isDefault: !view.isDefault })}>
            {view.isDefault ? 'Do not open by default' : defaultWords(view)}
          </MenuItem>
          {board.canEdit && (isOwn || !view.isShared) && (
            <MenuItem icon={<Users aria-hidden />} onSelect={() => change({ isShared: !view.isShared })}>
              {view.isShared ? 'Make private' : 'Share with everybody'}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => saved.remove(view).catch(refused)}>
            Delete
          </MenuItem>
        </Menu>
      )}
    </li>
  )
}

const defaultWords = ({ isShared }: View) => (isShared ? 'Open by default for everybody' : 'Open by default')

type LinkProps = { name: string; isShown: boolean; takesFocus?: boolean; onOpen: () => void; children?: ReactNode }

export function ViewLink({ name, isShown, takesFocus, onOpen, children }: LinkProps) {
  return (
    <button
      ref={takesFocus ? focus : undefined}
      type="button"
      aria-current={isShown ? 'true' : undefined}
      onClick={onOpen}
      className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-hover aria-[current]:bg-accent-soft touch:min-h-11"
    >
      <Name className="flex-1">{name}</Name>
      {children}
    </button>
  )
}

const focus = (button: HTMLButtonElement | null) => button?.focus()

function Mark({ icon, words }: { icon: ReactNode; words: string }) {
  return (
    <span title={words} className="text-muted [&>svg]:!size-3.5">
      {icon}
      <span className="sr-only">{words}</span>
    </span>
  )
}
