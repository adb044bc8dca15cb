import { ApiError } from '@/components/api'
import { fetchUsualValues } from '@/components/fields/usual-values'
import { createObservable } from '@/components/observable'
import { dealFields, type Requirable } from '@/lib/fields/deal'
import type { Field } from '@/lib/fields/field'
import type { Change } from './change'
import { isStageGone } from './refusals'

/** The fields that a stage requires of deals, which wait at their new place until they are answered. */
export type Question = {
  change: Change
  fields: Requirable[]
  /** Tries again with these fields. Throws an ApiError that can be corrected in the form. */
  answer: (fields: object) => Promise<void>
  cancel: () => void
}

/** The refusal of a change whose question was cancelled. */
export class Cancelled extends ApiError {}

/** Asks for the fields that the server requires, of one change after the other. */
export function createQuestions() {
  /** The pending questions, of which the first is open. */
  const all = createObservable<readonly Question[]>([])

  /**
   * Asks for the required fields and resolves with what `again` returns. Rejects with `reason` when it asks for nothing,
   * as Cancelled, and with the error of `again`.
   */
  async function ask<T>(change: Change, reason: unknown, again: (fields: object) => Promise<T>) {
    const fields = lacking(change, reason)
    if (!fields.length) throw reason
    // A dialog focuses its first field, so it opens with all that one can choose.
    await Promise.all(fields.map((name) => fetchChoices(dealFields[name])))
    return new Promise<T>((resolve, reject) => {
      function end(work: () => void) {
        all.set(all.get().filter((each) => each !== question))
        work()
      }
      async function answer(fields: object) {
        try {
          const made = await again(fields)
          end(() => resolve(made))
        } catch (why) {
          if (isOfTheForm(change, why)) throw ofTheForm(why as ApiError)
          end(() => reject(why))
        }
      }
      const refusal = reason as ApiError
      const cancel = () => end(() => reject(new Cancelled(refusal.status, refusal.detail, refusal.fields)))
      const question = { change, fields, answer, cancel }
      all.set([...all.get(), question])
    })
  }

  return { all, ask }
}

/** The fields that are missing and can be asked for; of several deals only the reason why all were lost. */
function lacking({ kind, isBulk }: Change, reason: unknown): Requirable[] {
  if (!(reason instanceof ApiError) || reason.status !== 422 || (kind !== 'move' && kind !== 'add')) return []
  const paths = reason.fields.map(({ path }) => path)
  if (isBulk) return paths.length && paths.every((path) => path.endsWith('.lostReason')) ? ['lostReason'] : []
  return paths.includes('stageId') ? [] : (paths as Requirable[])
}

/** Whether an error belongs in the form, with what was typed. */
const isOfTheForm = (change: Change, reason: unknown) =>
  reason instanceof ApiError &&
  !isStageGone(reason) &&
  (reason.status === 400 || reason.status === 500 || lacking(change, reason).length > 0)

/** The error of several deals as that of the one form for all. */
const ofTheForm = ({ status, detail, fields }: ApiError) =>
  new ApiError(
    status,
    detail,
    fields.map(({ path, message }) => ({ path: path.replace(/^deals\.\d+\./, ''), message })),
  )

const fetchChoices = ({ choices }: Field) => choices && fetchUsualValues(choices)
