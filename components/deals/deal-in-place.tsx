import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '../ui/overlays/dialog'
import { toast } from '../ui/overlays/toast'
import type { DealFormProps } from './deal-form'
import { DealFormBody } from './deal-form-body'
import { DeleteDeal } from './delete-deal'
import { useDealEditor } from './use-deal-editor'

type Props = DealFormProps & {
  /** The latest version of the deal that is known. */
  newest: number | undefined
  /** The latest name of its client that is known. */
  clientName: string | null | undefined
  /** Whether Escape closes the panel, so that edits are dropped. */
  isEscaped: { current: boolean }
  /** Called when all is saved, or the deal is about to be deleted. */
  onDone: () => void
}

/** Edits a deal and saves each field when it is left; Escape drops what was typed. */
export function DealInPlace({ deal: loaded, stages, members, canEdit, ...props }: Props) {
  const { newest = 0, clientName, isEscaped, onDone } = props
  const isHere = useRef(true)
  /** Whether all is saved, although that may not be drawn yet. */
  const isDone = useRef(false)
  const [isSaved, setSaved] = useState(false)
  const editor = useDealEditor(
    loaded,
    { stages, members, home: undefined },
    {
      savesEach: true,
      onSaved: () => setSaved(true),
      onRefused({ message }) {
        setSaved(false)
        if (!isHere.current) toast(`“${loaded.title}” was not saved`, { tone: 'error', description: message })
      },
    },
  )
  const { dirty, busy, conflict, reload, deal } = editor
  const isRenamed = clientName !== undefined && clientName !== (deal.client?.name ?? null)
  const isBehind = (newest > deal.version || isRenamed) && !dirty && !busy

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each newer version or name
  useEffect(() => {
    if (isBehind) reload()
  }, [isBehind, newest, clientName])

  const save = () => canEdit && dirty && !conflict && editor.save()
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
      if (!isEscaped.current && !isDone.current) latest.current()
    }
  }, [isEscaped])

  const saveSoon = () => setTimeout(() => isHere.current && latest.current())

  async function done(event: FormEvent) {
    event.preventDefault()
    isDone.current = !dirty || (await editor.save())
    if (isDone.current) onDone()
  }

  return (
    <form
      noValidate
      onSubmit={done}
      onBlur={saveSoon}
      onChange={({ target }) => target instanceof HTMLSelectElement && saveSoon()}
      className="contents"
    >
      <DealFormBody editor={editor} canEdit={canEdit} />
      {canEdit && (
        <DialogFooter>
          <DeleteDeal deal={deal} onDeleted={onDone} />
          <span role="status" className="text-xs text-muted">
            {busy ? 'Saving…' : isSaved && !dirty ? 'Saved' : ''}
          </span>
          <Button type="submit">Done</Button>
        </DialogFooter>
      )}
    </form>
  )
}
