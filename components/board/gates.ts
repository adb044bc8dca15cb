import { ApiError } from '@/components/api'
import { fetchLostReasons } from '@/components/deals/use-lost-reasons'
import type { Requirable } from '@/lib/deals/gates'
import { cancelled, moved, type Standing } from './announcements'
import { createCell } from './cell'
import type { Place } from './projection'

/** What a stage wants to know of a deal before it takes it. Until then the card waits where it was dropped. */
export type Question = { id: string; place: Place; fields: Requirable[]; lostReasons: string[] }

type Options = {
  /** Answers with the deal's new version. */
  send: (id: string, place: Place, fields: object) => Promise<number>
  settle: (id: string, version: number, last: boolean) => void
  refuse: (id: string, place: Place, reason: unknown) => void
  /** Puts the card back where the server has it. */
  back: (id: string) => void
  standing: (id: string) => Standing
  say: (text: string) => void
}

/** Asks for what the server says is missing, one deal after the other. */
export function createGates({ send, settle, refuse, back, standing, say }: Options) {
  /** The first one is open. */
  const questions = createCell<readonly Question[]>([])

  /** The dialog hides all else from assistive technology, until it is gone. */
  const sayAfter = (words: (deal: Standing) => string, id: string) =>
    requestAnimationFrame(() => say(words(standing(id))))

  const close = (id: string) => questions.set(questions.get().filter((question) => question.id !== id))

  /** Whether the refusal is a question. */
  function ask(id: string, place: Place, reason: unknown) {
    const fields = lacking(reason)
    if (!fields.length) return false
    const reasons = fields.includes('lostReason') ? fetchLostReasons() : Promise.resolve([])
    reasons.then((lostReasons) => questions.set([...questions.get(), { id, place, fields, lostReasons }]))
    return true
  }

  /** Moves the deal with what was filled in. Throws what can be put right in the form. */
  async function answer({ id, place }: Question, fields: object) {
    try {
      const version = await send(id, place, fields)
      close(id)
      settle(id, version, true)
      sayAfter(moved, id)
    } catch (reason) {
      if (isOfTheForm(reason)) throw reason
      close(id)
      refuse(id, place, reason)
    }
  }

  function cancel(id: string) {
    close(id)
    back(id)
    sayAfter(cancelled, id)
  }

  return { questions, ask, answer, cancel }
}

function lacking(reason: unknown): Requirable[] {
  if (!(reason instanceof ApiError) || reason.status !== 422) return []
  const paths = reason.fields.map(({ path }) => path)
  return paths.includes('stageId') ? [] : (paths as Requirable[])
}

/** A connection or a server that fails takes nothing of what was typed. */
const isOfTheForm = (reason: unknown) =>
  reason instanceof ApiError && (reason.status < 401 || reason.status >= 500 || lacking(reason).length > 0)
