import { ApiError } from '@/components/api'
import type { FieldError } from '@/lib/errors'
import { dealFields } from '@/lib/fields/deal'
import { shortened } from '@/lib/values/titles-in-words'

type Refusal = { message: string; description: string; remedy?: 'try again' | 'sign in' }

/** Explains a refused move. `who` has changed the deal meanwhile, where known. */
export const refusedMove = (title: string, reason: unknown, who = 'Someone') =>
  refused(reason, {
    what: `“${shortened(title)}”`,
    participle: 'moved',
    outcome: 'The deal is back in its place.',
    conflict: `${who} changed it meanwhile; the board shows the current state.`,
    who,
  })

type Edited = {
  who?: string | undefined
  /** What was typed, said where its row is gone. */
  typed?: string
  /** What the field holds by now, where somebody else has changed it. */
  now?: string | undefined
}

/** Explains a refused edit of one field, named as its column. */
export function refusedEdit(title: string, field: string, reason: unknown, edited: Edited = {}): Refusal {
  const { who = 'Someone', typed, now } = edited
  const refusal = refused(reason, {
    what: `${field} of “${shortened(title)}”`,
    participle: 'saved',
    outcome: 'What you typed is still in its cell.',
    conflict: `${who} changed it meanwhile${now ? `; it is ${now} now` : ''}.`,
    who,
  })
  const isGone = reason instanceof ApiError && reason.status === 404
  return isGone && typed ? { ...refusal, description: `${refusal.description} You typed “${typed}”.` } : refusal
}

type Words = { what: string; participle: string; outcome: string; conflict: string; who: string }

function refused(reason: unknown, { what, participle, outcome, conflict, who }: Words): Refusal {
  const { status, detail, fields } = reason instanceof ApiError ? reason : { status: 0, detail: '', fields: [] }
  const message = `${what} ${status === 0 ? 'may not have been' : 'was not'} ${participle}`
  if (status === 0)
    return { message, description: 'The server cannot be reached. Check your connection.', remedy: 'try again' }
  if (status >= 500) return { message, description: `The server had a problem. ${outcome}`, remedy: 'try again' }
  if (status === 401) return { message, description: 'You are signed out.', remedy: 'sign in' }
  if (status === 403) return { message, description: `${detail} Ask an admin for the right to edit deals.` }
  if (isStageGone(reason)) return { message, description: 'That stage was deleted meanwhile. Choose another one.' }
  if (status === 404) return { message, description: `${who} deleted it meanwhile.` }
  if (status === 412 || status === 409) return { message, description: conflict }
  if (status === 400 && fields.length) return { message, description: fields.map((field) => inWords(field)).join(' ') }
  return { message, description: detail }
}

const names = (reason: unknown, ...paths: string[]) =>
  reason instanceof ApiError && reason.status === 400 && reason.fields.some(({ path }) => paths.includes(path))

export const isStageGone = (reason: unknown) => names(reason, 'stageId')

/** Whether the neighbour of a place was deleted meanwhile. */
export const isNeighbourGone = (reason: unknown) => names(reason, 'beforeId', 'afterId')

/** Explains a refused bulk change. `titleAt` gives a deal's title by its index in the request. */
export function refusedBulk(message: string, reason: unknown, titleAt: (place: number) => string): Refusal {
  const { status, detail, fields } = reason instanceof ApiError ? reason : { status: 0, detail: '', fields: [] }
  if (status === 0)
    return { message, description: 'The server cannot be reached. Check your connection.', remedy: 'try again' }
  if (status >= 500)
    return {
      message,
      description: 'The server had a problem. All of them are back in their places.',
      remedy: 'try again',
    }
  if (status === 401) return { message, description: 'You are signed out.', remedy: 'sign in' }
  const gone = status === 400 && /^deals\.(\d+)\.id$/.exec(fields[0]?.path ?? '')
  if (gone) return { message, description: `“${shortened(titleAt(Number(gone[1])))}” was deleted meanwhile.` }
  return { message, description: detail, ...(status === 412 && { remedy: 'try again' }) }
}

const labels = new Map(Object.entries(dealFields).map(([name, { label }]) => [name, label]))

/** The error as a sentence, with the label of its field. */
const inWords = ({ path, message }: FieldError) => `${labels.get(path) ?? path}: ${message}.`
