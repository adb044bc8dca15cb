import { Pencil, Tags, Trash2, UserRound, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { DealField } from '@/components/deals/deal-values'
import { shownCount } from '@/components/format'
import { outbox } from '@/components/outbox/outbox'
import { KindSign } from '@/components/pipelines/stages/stage-mark'
import { Button, buttonClass } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Menu } from '@/components/ui/overlays/menu'
import { MenuItem } from '@/components/ui/overlays/menu-item'
import { dealFields } from '@/lib/fields/deal'
import { moveToKind, moveToStage } from '../cards/card-actions'
import { StageMenuItem } from '../cards/stage-menu-item'
import { BulkFieldDialog, bulkFields } from '../dialogs/bulk-field-dialog'
import { TagsDialog } from '../dialogs/tags-dialog'
import { useBoard, useObservable, useStages } from '../model/board-context'

/** The actions on all selected deals, and the progress of a long one. */
export default function SelectionBar() {
  const { model } = useBoard()
  const count = useObservable(model.selection.selected, (ids) => ids.size)
  const progress = useObservable(outbox.progress.text)

  function clear() {
    const [first] = model.selection.inOrder()
    model.selection.clear()
    if (first) model.focus(first)
  }

  return (
    <footer className="flex shrink-0 items-center gap-x-2 gap-y-1 max-sm:flex-wrap border-t border-border bg-surface px-3 py-2 sm:px-6">
      {count > 0 && (
        <>
          <span className="font-medium whitespace-nowrap tabular-nums">{`${shownCount(count)} selected`}</span>
          <IconButton
            label="Select nothing"
            shortcut="Escape"
            icon={<X aria-hidden />}
            onClick={clear}
            className="-ml-2"
          />
          <Actions />
        </>
      )}
      <span role="status" className="text-xs text-muted sm:ml-auto">
        {progress}
      </span>
    </footer>
  )
}

function Actions() {
  const { model, board, askDelete } = useBoard()
  const stages = useStages()
  const [dialog, setDialog] = useState<DealField | 'tags'>()
  const { selection } = model
  const chosen = () => selection.inOrder()
  const closing = (['won', 'lost'] as const).filter((kind) => stages.some((stage) => stage.kind === kind))
  const assign = (ownerId: string | null) => model.edit(chosen(), { ownerId }, () => ({ ownerId }))

  return (
    <>
      <div
        role="toolbar"
        aria-label="Selected deals"
        onKeyDown={walk}
        className="flex min-w-0 items-center gap-0.5 overflow-x-auto p-0.5 xl:gap-1 max-sm:w-full max-sm:[scrollbar-width:none]"
      >
        <Choice label="Move to…">
          {stages.map((stage) => (
            <StageMenuItem
              key={stage.id}
              stage={stage}
              ids={selection.selected.get()}
              onSelect={() => moveToStage(model, chosen(), stage.id)}
            />
          ))}
        </Choice>
        <Choice label="Assign…" icon={<UserRound aria-hidden />}>
          <MenuItem onSelect={() => assign(null)}>Nobody</MenuItem>
          {board.members.map(({ id, name }) => (
            <MenuItem key={id} onSelect={() => assign(id)}>
              <span translate="no">{name}</span>
            </MenuItem>
          ))}
        </Choice>
        <Choice label="Set…" icon={<Pencil aria-hidden />}>
          {bulkFields.map((name) => (
            <MenuItem key={name} onSelect={() => setDialog(name)}>
              {dealFields[name].label}
            </MenuItem>
          ))}
        </Choice>
        <Action onClick={() => setDialog('tags')}>
          <Tags aria-hidden />
          Tags…
        </Action>
        {closing.map((kind) => (
          <Action key={kind} onClick={() => moveToKind(model, chosen(), kind)}>
            <span aria-hidden>
              <KindSign kind={kind} />
            </span>
            {kind === 'won' ? 'Win' : 'Lose'}
          </Action>
        ))}
        <Action onClick={() => askDelete(chosen())}>
          <Trash2 aria-hidden />
          Delete…
        </Action>
      </div>
      {dialog === 'tags' ? (
        <TagsDialog ids={chosen()} onClose={() => setDialog(undefined)} />
      ) : (
        dialog && <BulkFieldDialog name={dialog} ids={chosen()} onClose={() => setDialog(undefined)} />
      )}
    </>
  )
}

const Action = (props: { onClick: () => void; children: ReactNode }) => (
  <Button variant="quiet" className="px-2 touch:px-3" {...props} />
)

const Choice = ({ label, icon, children }: { label: string; icon?: ReactNode; children: ReactNode }) => (
  <Menu
    label={label}
    className={buttonClass('quiet', 'px-2 touch:px-3')}
    trigger={
      <>
        {icon}
        {label}
      </>
    }
  >
    {children}
  </Menu>
)

/** Moves the focus through the toolbar by arrow keys. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (!step) return
  event.preventDefault()
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > button')]
  all.at((all.indexOf(document.activeElement as HTMLElement) + step) % all.length)?.focus()
}
