import { type FormEvent, useState } from 'react'
import { type ApiError, api, asApiError, fieldMessage } from '@/components/api'
import { Button } from '@/components/ui/button'
import type { LostReasons as Saved } from '@/lib/lost-reasons/schema'
import { Field } from '../ui/forms/field'
import { Textarea } from '../ui/forms/input'
import { toast } from '../ui/overlays/toast'

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim())

/** The lost reasons of the tenant, one on a line, saved apart from the pipeline. */
export function LostReasons({ reasons }: { reasons: Saved }) {
  const [{ items, version }, setReasons] = useState(reasons)
  const saved = items.join('\n')
  const [text, setText] = useState(saved)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()

  async function save(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const body = { items: linesOf(text) }
      const reasons = await api<Saved>('/api/lost-reasons', { method: 'PUT', body, ifMatch: version })
      setReasons(reasons)
      setText(reasons.items.join('\n'))
      toast('Lost reasons saved')
    } catch (refusal) {
      const known = asApiError(refusal)
      setError(known)
      if (known.status === 412) setReasons(known.current as Saved)
    }
    setBusy(false)
  }

  return (
    <form onSubmit={save} className="flex max-w-md flex-col items-start gap-3">
      <Field label="One on each line" error={error && wordsOf(error, linesOf(text), items)} className="w-full">
        <Textarea
          dir="auto"
          placeholder="Price"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="min-h-32"
        />
      </Field>
      {text !== saved && (
        <Button type="submit" variant="primary" busy={busy}>
          Save reasons
        </Button>
      )}
    </form>
  )
}

/** The error in words, with the line that is wrong or what `others` have saved. */
function wordsOf(error: ApiError, lines: string[], others: string[]) {
  if (error.status === 412)
    return `Somebody changed the list meanwhile: ${others.join(', ') || 'it is empty now'}. Save again to put yours in its place.`
  const [wrong] = error.fields
  const [, at] = /^items\.(\d+)$/.exec(wrong?.path ?? '') ?? []
  const line = lines[Number(at)]
  return line ? `“${line.slice(0, 40).trim()}…” ${wrong!.message}.` : (fieldMessage(error, 'items') ?? error.detail)
}
