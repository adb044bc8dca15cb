'use client'

import { type FormEvent, useState } from 'react'
import { type ApiError, api, asApiError, fieldMessage } from '@/components/api'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import type { LostReasons as Saved } from '@/lib/lost-reasons/schema'

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim())

/** What is offered when a deal is lost, a line for each; saved apart from the pipeline, as it is for all of them. */
export function LostReasons({ reasons }: { reasons: string[] }) {
  const [saved, setSaved] = useState(reasons.join('\n'))
  const [text, setText] = useState(saved)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()

  async function save(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const { items } = await api<Saved>('/api/lost-reasons', { method: 'PUT', body: { items: linesOf(text) } })
      setSaved(items.join('\n'))
      setText(items.join('\n'))
      toast('Lost reasons saved')
    } catch (refusal) {
      setError(asApiError(refusal))
    }
    setBusy(false)
  }

  return (
    <form onSubmit={save} className="flex max-w-md flex-col items-start gap-3">
      <Field label="One on each line" error={error && wordsOf(error, linesOf(text))} className="w-full">
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            placeholder="Price"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="min-h-32"
          />
        )}
      </Field>
      {text !== saved && (
        <Button type="submit" variant="primary" busy={busy}>
          Save reasons
        </Button>
      )}
    </form>
  )
}

/** Which line is wrong, rather than which place of a list. */
function wordsOf(error: ApiError, lines: string[]) {
  const [wrong] = error.fields
  const [, at] = /^items\.(\d+)$/.exec(wrong?.path ?? '') ?? []
  const line = lines[Number(at)]
  return line ? `“${line.slice(0, 40).trim()}…” ${wrong!.message}.` : (fieldMessage(error, 'items') ?? error.detail)
}
