import { boardOf, type Notice, type Seat } from './roster'

/** Milliseconds between two messages; what comes in between goes together. */
const APART_MS = 100

export type Words = ReturnType<typeof createWords>

export const keyOf = (seat: Seat) => `${boardOf(seat)} ${seat.userId}`

/** Queue of what this process says to the others: notices, and questions as lines. */
export function createWords(send: (words: (Notice | string)[]) => Promise<void>) {
  const pending = new Map<string, Notice | string>()
  let flushing: Promise<void> | undefined
  let flushedAt = Number.NEGATIVE_INFINITY

  /** Queues a notice in place of an older one about the same; resolves when all processes were told. */
  function note(notice: Notice) {
    const kind = notice.what === 'here' || notice.what === 'gone' ? 'place' : 'hand'
    pending.set(`${kind} ${keyOf(notice)}`, notice)
    return flushSoon()
  }

  function ask(board: string) {
    pending.set(`ask ${board}`, `asks ${board}`)
    flushSoon()
  }

  function flushSoon() {
    flushing ??= new Promise((resolve) => {
      setTimeout(() => resolve(flush()), Math.max(0, flushedAt + APART_MS - performance.now()))
    })
    return flushing
  }

  async function flush() {
    const words = [...pending.values()]
    pending.clear()
    flushing = undefined
    flushedAt = performance.now()
    await send(words)
  }

  return {
    note,
    ask,
    isAboutHand: (seat: Seat) => pending.has(`hand ${keyOf(seat)}`),
    withdrawHand: (seat: Seat) => pending.delete(`hand ${keyOf(seat)}`),
  }
}

export const format = (word: Notice | string) => {
  if (typeof word === 'string') return word
  const { what, tenantId, pipelineId, userId, dealId } = word
  return [what, tenantId, pipelineId, userId, dealId].join(' ').trimEnd()
}

export function parse(line: string): Notice[] {
  const [what, tenantId, pipelineId, userId, dealId] = line.split(' ')
  if (what === 'asks' || !tenantId || !pipelineId || !userId) return []
  return [{ what: what as Notice['what'], tenantId, pipelineId, userId, ...(dealId && { dealId }) }]
}
