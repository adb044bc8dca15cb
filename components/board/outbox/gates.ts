import { ApiError } from '@/components/api'
import { fetchUsualValues } from '@/components/fields/usual-values'
import { createObservable } from '@/components/observable'
import { dealFields, type Requirable } from '@/lib/fields/deal'
import type { Field } from '@/lib/fields/field'
import type { Place } from '../store/projection'
import { isStageGone } from '../words/refusals'

/** The fields that a stage requires of a deal, which waits at its new place until they are answered. */
export type Question = {
  id: string
  place: Place
  fields: Requirable[]
  /** Tries again with these fields. Throws an ApiError that can be corrected in the form. */
  answer: (fields: object) => Promise<void>
  cancel: () => void
}

export type Gates = ReturnType<typeof createGates>

/** Asks for the fields that the server requires, one deal after the other. */
export function createGates() {
  /** The pending questions, of which the first is open. */
  const questions = createObservable<readonly Question[]>([])

  const close = (id: string) => questions.set(questions.get().filter((question) => question.id !== id))

  /**
   * Asks for the required fields and resolves with what `again` returns. Rejects with `reason` itself when it asks for
   * nothing or the question is cancelled, else with the error of `again`.
   */
  async function askFor<T>(id: string, place: Place, reason: unknown, again: (fields: object) => Promise<T>) {
    const fields = lacking(reason)
    if (!fields.length) throw reason
    // A dialog focuses its first field, so it opens with all that one can choose.
    await Promise.all(fields.map((name) => fetchChoices(dealFields[name])))
    return new Promise<T>((resolve, reject) => {
      function end(work: () => void) {
        close(id)
        work()
      }
      async function answer(fields: object) {
        try {
          const made = await again(fields)
          end(() => resolve(made))
        } catch (why) {
          if (isOfTheForm(why)) throw why
          end(() => reject(why))
        }
      }
      const cancel = () => end(() => reject(reason))
      questions.set([...questions.get(), { id, place, fields, answer, cancel }])
    })
  }

  return { questions, askFor }
}

/** Whether an error asks for fields that can be filled in. */
export const isQuestion = (reason: unknown) => lacking(reason).length > 0

function lacking(reason: unknown): Requirable[] {
  if (!(reason instanceof ApiError) || reason.status !== 422) return []
  const paths = reason.fields.map(({ path }) => path)
  return paths.includes('stageId') ? [] : (paths as Requirable[])
}

/** Whether an error belongs in the form, with what was typed. */
const isOfTheForm = (reason: unknown) =>
  reason instanceof ApiError &&
  !isStageGone(reason) &&
  (reason.status < 401 || reason.status >= 500 || isQuestion(reason))

const fetchChoices = ({ choices }: Field) => choices && fetchUsualValues(choices)
