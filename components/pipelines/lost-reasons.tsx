import { useState } from 'react'
import { ApiError, api, fieldMessage } from '@/components/api'
import { Button } from '@/components/ui/button'
import type { LostReasons as Saved } from '@/lib/lost-reasons/schema'
import { Field } from '../ui/forms/field'
import { Textarea } from '../ui/forms/input'
import { toast } from '../ui/overlays/toast'
import { useSubmit } from '../use-submit'

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim())

/** The lost reasons of the tenant, one on a line, saved apart from the pipeline. */
export function LostReasons({ reasons }: { reasons: Saved }) {
  const [{ items, version }, setReasons] = useState(reasons)
  const saved = items.join('\n')
  const [text, setText] = useState(saved)
  const { submit, busy, error } = useSubmit(async () => {
    const body = { items: linesOf(text) }
    const saving = api<Saved>('/api/lost-reasons', { method: 'PUT', body, ifMatch: version })
    saving.catch(({ status, current }) => status === 412 && setReasons(current))
    const reasons = await saving
    setReasons(reasons)
    setText(reasons.items.join('\n'))
    toast('Lost reasons saved')
  })

  return (
    <form onSubmit={submit} className="flex max-w-md flex-col items-start gap-3">
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
function wordsOf(error: Error, lines: string[], others: string[]) {
  if (!(error instanceof ApiError)) return error.message
  if (error.status === 412)
    return `Somebody changed the list meanwhile: ${others.join(', ') || 'it is empty now'}. Save again to put yours in its place.`
  const [wrong] = error.fields
  const [, at] = /^items\.(\d+)$/.exec(wrong?.path ?? '') ?? []
  const line = lines[Number(at)]
  return line ? `“${line.slice(0, 40).trim()}…” ${wrong!.message}.` : (fieldMessage(error, 'items') ?? error.detail)
}
