import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { FormError } from '../ui/forms/form-error'
import { DialogBody } from '../ui/overlays/dialog'
import { DealConflict } from './deal-conflict'
import { DealFields } from './deal-fields'
import type { useDealEditor } from './use-deal-editor'

type Props = {
  editor: ReturnType<typeof useDealEditor>
  stages: BoardStage[]
  members: Member[]
  canEdit: boolean
  /** Whether a contact is being created; nothing must be saved meanwhile. */
  onBusy: (busy: boolean) => void
}

/** The fields of a deal, with the error or conflict of the last save. */
export function DealFormBody({ editor, stages, members, canEdit, onBusy }: Props) {
  const { deal, error, conflict } = editor
  return (
    <DialogBody className="@container grow">
      {conflict ? (
        <DealConflict
          current={conflict}
          deal={deal}
          stages={stages}
          members={members}
          onApply={editor.applyAgain}
          onTake={editor.takeTheirs}
        />
      ) : (
        <FormError
          message={error?.fields.length && error.status === 400 ? 'Look at the marked fields.' : error?.detail}
        />
      )}
      <fieldset disabled={!canEdit} className="contents">
        <DealFields
          draft={editor.draft}
          onChange={editor.change}
          onBusy={onBusy}
          stages={stages}
          members={members}
          error={error}
        />
      </fieldset>
    </DialogBody>
  )
}
