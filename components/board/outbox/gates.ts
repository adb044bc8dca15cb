import { ApiError } from '@/components/api'
import { fetchLostReasons } from '@/components/deals/use-lost-reasons'
import type { Requirable } from '@/lib/deals/moving/gates'
import { createCell } from '../store/observable'
import type { Place } from '../store/projection'
import { isStageGone } from '../words/refusals'

/** What a stage wants to know of a deal before it takes it. Until then the card waits where it shall stand. */
export type Question = {
  id: string
  place: Place
  fields: Requirable[]
  lostReasons: string[]
  /** Tries again with what was filled in. Throws what can be put right in the form. */
  answer: (fields: object) => Promise<void>
  cancel: () => void
}

export type Gates = ReturnType<typeof createGates>

/** Asks for what the server says is missing, of one deal after the other. */
export function createGates() {
  /** The first one is open. */
  const questions = createCell<readonly Question[]>([])

  const close = (id: string) => questions.set(questions.get().filter((question) => question.id !== id))

  /**
   * Resolves with what `again` made of what was filled in. Rejects with the reason itself when that asks for nothing or
   * the question was cancelled, and with whatever else came of trying again.
   */
  async function askFor<T>(id: string, place: Place, reason: unknown, again: (fields: object) => Promise<T>) {
    const fields = lacking(reason)
    if (!fields.length) throw reason
    const lostReasons = fields.includes('lostReason') ? await fetchLostReasons() : []
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
      questions.set([...questions.get(), { id, place, fields, lostReasons, answer, cancel }])
    })
  }

  return { questions, askFor }
}

/** Whether it asks for something that can be filled in. */
export const isQuestion = (reason: unknown) => lacking(reason).length > 0

function lacking(reason: unknown): Requirable[] {
  if (!(reason instanceof ApiError) || reason.status !== 422) return []
  const paths = reason.fields.map(({ path }) => path)
  return paths.includes('stageId') ? [] : (paths as Requirable[])
}

/** A connection or a server that fails takes nothing of what was typed. */
const isOfTheForm = (reason: unknown) =>
  reason instanceof ApiError &&
  !isStageGone(reason) &&
  (reason.status < 401 || reason.status >= 500 || isQuestion(reason))
