import { ApiError } from '@/components/api'
import type { FieldError } from '@/lib/errors'
import { dealFields } from '@/lib/fields/deal'
import { shortened } from '@/lib/values/titles-in-words'
import { type Change, wordsOf } from './change'

export type Refusal = { message: string; description?: string; remedy?: 'try again' }

/** Says why a change was refused, and what to do next. `who` has changed the deals meanwhile, where that is known. */
export function refusalOf(change: Change, reason: unknown, who = 'Someone'): Refusal {
  const { kind, ids, titles } = change
  const { subject, participle } = wordsOf(change)
  const { status, detail, fields } = known(reason)
  if (change.done) return { message: detail }
  const message = `${subject} ${ids.length === 1 ? 'was' : 'were'} not ${participle}`
  const gone = status === 400 && /^deals\.(\d+)\.id$/.exec(fields[0]?.path ?? '')
  if (gone) return { message, description: `“${shortened(titles[Number(gone[1])] ?? '')}” was deleted meanwhile.` }
  const conflict = kind === 'delete' ? 'Look at it again before you delete it.' : 'The board shows it as it is now.'
  const outcome = `${ids.length === 1 ? 'The deal is' : 'The deals are'} as before.`
  const words = { who, outcome, conflict: `${who} changed it meanwhile. ${conflict}` }
  if (change.isBulk && status >= 409 && status < 500)
    return { message, description: detail, ...(status < 422 && again) }
  return { message, ...explained(reason, words) }
}

const again = { remedy: 'try again' } as const

const unknown = { status: 0, detail: 'That did not work. Try again.', fields: [] }
export const known = (reason: unknown) => (reason instanceof ApiError ? reason : unknown)

type Words = { who: string; outcome: string; conflict: string }

/** What became of a change and what to do next. */
export function explained(reason: unknown, { who, outcome, conflict }: Words) {
  const { status, detail, fields } = known(reason)
  if (status >= 500) return { description: `The server had a problem. ${outcome}`, ...again }
  if (status === 403) return { description: `${detail} Ask an admin for the right to edit deals.` }
  if (isStageGone(reason)) return { description: 'That stage was deleted meanwhile. Choose another one.' }
  if (status === 404) return { description: `${who} deleted it meanwhile.` }
  if (status === 412 || status === 409) return { description: conflict }
  if (status === 400 && fields.length) return { description: fields.map(inWords).join(' ') }
  return { description: detail }
}

const names = (reason: unknown, ...paths: string[]) =>
  known(reason).status === 400 && known(reason).fields.some(({ path }) => paths.includes(path))

export const isStageGone = (reason: unknown) => names(reason, 'stageId')

/** Whether the neighbour of a place was deleted meanwhile. */
export const isNeighbourGone = (reason: unknown) => names(reason, 'beforeId', 'afterId')

const labels = new Map(Object.entries(dealFields).map(([name, { label }]) => [name, label]))

/** The error as a sentence, with the label of its field. */
const inWords = ({ path, message }: FieldError) => `${labels.get(path) ?? path}: ${message}.`
