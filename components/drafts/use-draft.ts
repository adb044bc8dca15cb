import { useState } from 'react'
import { ApiError, fieldMessage } from '@/components/api'
import { type Draft, draftOf, type Form, readDraft, settledDraft, since } from './drafts'

export type Drafting<Values> = ReturnType<typeof useDraft<Values>>

/** What is typed over the values of a form, what it says, and why it was refused; some may be proposed. */
export function useDraft<Values>(form: Form<Values>, proposed: Partial<Values> = {}) {
  const [draft, setDraft] = useState(() => draftOf(form, proposed))
  const [refusal, setRefusal] = useState<{ reason: ApiError; draft: Draft<Values> }>()
  const { changes, problems, finds } = readDraft(form, draft)
  const error = refusal?.reason

  return {
    form,
    draft,
    /** The values with what can be read of the draft. */
    now: { ...form.values, ...changes },
    error,
    isTouched: [changes, problems, finds].some((named) => Object.keys(named).length > 0),
    change: (name: keyof Values, typed: unknown) => setDraft((now) => ({ ...now, [name]: typed })),
    /** The error of a field, until something else is typed into it. */
    messageOf: (name: keyof Values & string) =>
      refusal && draft[name] === refusal.draft[name] ? fieldMessage(error, name) : undefined,
    /** Looks up the names in the draft and reads it. What cannot be read is an error as the server would send it. */
    async read() {
      const settled = await settledDraft(form, draft)
      setDraft((now) => ({ ...settled, ...since<Values>(now, draft) }))
      const { changes, problems } = readDraft(form, settled)
      const unread = Object.entries<string | undefined>(problems).map(([path, message = '']) => ({ path, message }))
      const detail = unread.map(({ message }) => message).join(' ')
      return { changes, settled, reason: unread.length ? new ApiError(400, detail, unread) : undefined }
    },
    refuse: (reason: ApiError | undefined, draft: Draft<Values> = {}) => setRefusal(reason && { reason, draft }),
    /** Drops what was typed, but for what was typed after `sent`. */
    drop: (sent: Draft<Values> = draft) => setDraft((now) => since<Values>(now, sent)),
  }
}
