import { FormError } from '../ui/forms/form-error'
import { DialogBody } from '../ui/overlays/dialog'
import { DealConflict } from './deal-conflict'
import { DealFields, everyField } from './deal-fields'
import type { DealEditor } from './use-deal-editor'

/** The fields of a deal, with the error or conflict of the last save. */
export function DealFormBody({ editor, canEdit }: { editor: DealEditor; canEdit: boolean }) {
  const { conflict, drafting } = editor
  const { error, messageOf } = drafting
  const isOfFields = error?.status === 400 && error.fields.length > 0
  return (
    <DialogBody className="@container grow">
      {conflict ? (
        <DealConflict
          current={conflict}
          deal={editor.deal}
          around={editor.around}
          onApply={editor.applyAgain}
          onTake={editor.takeTheirs}
        />
      ) : (
        <FormError message={isOfFields ? everyField.some(messageOf) && 'Look at the marked fields.' : error?.detail} />
      )}
      <fieldset disabled={!canEdit} className="contents">
        <DealFields drafting={drafting} />
      </fieldset>
    </DialogBody>
  )
}
