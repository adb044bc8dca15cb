import { explained, known, type Refusal } from '@/components/outbox/refusals'
import { shortened } from '@/lib/values/titles-in-words'

type Edited = {
  who?: string | undefined
  /** What was typed, said where its row is gone. */
  typed?: string
  /** What the field holds by now, where somebody else has changed it. */
  now?: string | undefined
}

/** Says why an edit of one field was refused; the field is named as its column. */
export function refusalOfField(title: string, field: string, reason: unknown, edited: Edited = {}): Refusal {
  const { who = 'Someone', typed, now } = edited
  const message = `${field} of “${shortened(title)}” was not saved`
  const conflict = `${who} changed it meanwhile${now ? `; it is ${now} now` : ''}.`
  const { description, ...refusal } = explained(reason, {
    who,
    conflict,
    outcome: 'What you typed is still in its cell.',
  })
  const isGone = known(reason).status === 404
  return { message, ...refusal, description: isGone && typed ? `${description} You typed “${typed}”.` : description }
}
