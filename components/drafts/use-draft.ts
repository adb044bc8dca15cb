import { useState } from 'react'
import { ApiError, asApiError, fieldMessage } from '@/components/api'
import { type Draft, draftOf, type Form, readDraft, settledDraft, since } from './drafts'

export type Drafting<Values> = ReturnType<typeof useDraft<Values>>

/** What is typed over the values of a form, what it says, and why it was refused; some may be proposed. */
export function useDraft<Values>(form: Form<Values>, proposed: Partial<Values> = {}) {
  const [draft, setDraft] = useState(() => draftOf(form, proposed))
  const [refusal, setRefusal] = useState<{ reason: ApiError; draft: Draft<Values> }>()
  const [busy, setBusy] = useState(false)
  const { changes, problems, finds } = readDraft(form, draft)
  const error = refusal?.reason

  const refuse = (reason: ApiError | undefined, draft: Draft<Values> = {}) => setRefusal(reason && { reason, draft })

  return {
    form,
    draft,
    /** The values with what can be read of the draft. */
    now: { ...form.values, ...changes },
    error,
    errorWords: error?.fields.length ? 'Look at the marked fields.' : error?.detail,
    isTouched: [changes, problems, finds].some((named) => Object.keys(named).length > 0),
    change: (name: keyof Values, typed: unknown) => setDraft((now) => ({ ...now, [name]: typed })),
    /** The error of a field, until something else is typed into it. */
    messageOf: (name: keyof Values & string) =>
      refusal && draft[name] === refusal.draft[name] ? fieldMessage(error, name) : undefined,
    refuse,
    busy,
    /**
     * Looks up the names in the draft and writes it, `inPart` although some cannot be read, which is an error as the
     * server would send it. Returns why it was refused, if it was.
     */
    async save(write: (changes: Partial<Values>, sent: Draft<Values>) => Promise<void>, inPart = false) {
      setBusy(true)
      refuse(undefined)
      const settled = await settledDraft(form, draft)
      setDraft((now) => ({ ...settled, ...since<Values>(now, draft) }))
      const { changes, problems } = readDraft(form, settled)
      const unread = Object.entries<string | undefined>(problems).map(([path, message = '']) => ({ path, message }))
      try {
        if (inPart || !unread.length) await write(changes, settled)
        if (unread.length) throw new ApiError(400, unread.map(({ message }) => message).join(' '), unread)
      } catch (refusal) {
        const known = asApiError(refusal)
        refuse(known, settled)
        return known
      } finally {
        setBusy(false)
      }
    },
    /** Drops what was typed, but for what was typed after `sent`. */
    drop: (sent: Draft<Values> = draft) => setDraft((now) => since<Values>(now, sent)),
  }
}
