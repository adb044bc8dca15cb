import { Failure } from '../../scripts/base/failure.mjs'

/**
 * What is judged of a run, by number of deals, by operation, by load. A part that was not run is missing.
 * @typedef {import('./budgets.mjs').Budgets} Budgets
 * @typedef {Record<string, { app: Tail, bare: Tail, ratio: Middle }>} Operations
 * @typedef {{ p99Ms: number }} Tail
 * @typedef {{ median: number }} Middle
 * @typedef {{ cpuMs: number | null }} Server
 * @typedef {{ server: Server, firstCards: { coldMs: number }, addresses: Record<string, { server: Server, firstCardsMs: number }> }} Page
 * @typedef {object} Results
 * @property {Record<number, { operations: Operations, memoryMb: number | null }>} [api]
 * @property {Record<string, Record<number, { relative: Middle }>>} [growth]
 * @property {Record<number, Page>} [page]
 * @property {{ drop?: { p95Ms: number } }} [stream]
 * @property {{ medianMs: number }} [start]
 * @property {Record<string, { ratio: Middle }>} [neighbours]
 */

/**
 * @typedef {object} BoardResults
 * @property {{ p50Ms: number }} firstCards
 * @property {{ p95Ms: number }} lift
 * @property {{ p95Ms: number }} dragging
 * @property {{ p95Ms: number }} scrolling
 * @property {{ grownMb: number }} memory
 */

/**
 * What is past its budget, in words; a figure that was not measured is past it too.
 * @param {Results} results @param {Budgets} budgets
 * @returns {string[]}
 */
export const shortcomingsOf = (results, budgets) => pastBudget(judgements(results, budgets))

/**
 * What the board in a browser falls short in.
 * @param {Record<number, BoardResults> | undefined} report by number of deals @param {Budgets} budgets
 */
export const shortcomingsOfBoard = (report, { board }) =>
  pastBudget(
    board.deals.flatMap((deals) => {
      const { firstCards, lift, dragging, scrolling, memory } = report?.[deals] ?? {}
      return [
        { what: `first cards of ${deals} deals, ms`, value: firstCards?.p50Ms, most: board.firstCardsMs },
        { what: `drag start among ${deals} deals, p95 ms`, value: lift?.p95Ms, most: board.liftP95Ms },
        { what: `frame while dragging among ${deals} deals, p95 ms`, value: dragging?.p95Ms, most: board.frameP95Ms },
        { what: `frame while scrolling ${deals} deals, p95 ms`, value: scrolling?.p95Ms, most: board.frameP95Ms },
        {
          what: `memory more after dragging among ${deals} deals, MB`,
          value: memory?.grownMb,
          most: board.heapGrownMb,
        },
      ]
    }),
  )

/** @param {string[]} shortcomings */
export function requireNone(shortcomings) {
  if (shortcomings.length) throw new Failure(`past the budget:\n${shortcomings.map((line) => `  ${line}`).join('\n')}`)
  console.log('everything is within its budget')
}

/** @param {Judgement[]} judgements */
function pastBudget(judgements) {
  return judgements.flatMap(({ what, value, least, most }) => {
    if (typeof value !== 'number' || Number.isNaN(value)) return `${what} was not measured`
    if (least !== undefined && value < least) return `${what} is ${short(value)}, at least ${least} is wanted`
    if (most !== undefined && value > most) return `${what} is ${short(value)}, at most ${most} is allowed`
    return []
  })
}

/** @typedef {{ what: string, value: unknown, least?: number, most?: number }} Judgement */

/** @param {Results} results @param {Budgets} budgets @returns {Judgement[]} */
function judgements({ api, growth, page, stream, start, neighbours }, budgets) {
  const { serverCpuMs, firstCardsMs } = budgets.page
  const pageAt = page?.[budgets.page.deals]
  return [
    ...budgets.deals.flatMap((deals) => [
      ...ofApi(api?.[deals]?.operations, deals, budgets),
      { what: `memory after ${deals} deals, MB`, value: api?.[deals]?.memoryMb, most: budgets.memoryMb },
    ]),
    ...Object.entries(growth ?? { 'an answer': {} }).flatMap(([name, sizes]) =>
      Object.entries(budgets.growth).map(([deals, most]) => ({
        what: `time of ${name} at ${deals} deals, relative`,
        value: sizes[Number(deals)]?.relative.median,
        most,
      })),
    ),
    { what: 'processor time of the board page, ms', value: pageAt?.server.cpuMs, most: serverCpuMs },
    { what: 'first cards, ms', value: pageAt?.firstCards.coldMs, most: firstCardsMs },
    ...Object.entries(pageAt?.addresses ?? { 'under another address': undefined }).flatMap(([name, address]) => [
      { what: `processor time of the board page ${name}, ms`, value: address?.server.cpuMs, most: serverCpuMs },
      { what: `first cards ${name}, ms`, value: address?.firstCardsMs, most: firstCardsMs },
    ]),
    { what: 'drop to another screen, p95 ms', value: stream?.drop?.p95Ms, most: budgets.dropToScreenP95Ms },
    {
      what: 'p99 beside a noisy neighbour, to quiet',
      value: neighbours?.mixed?.ratio.median,
      most: budgets.neighbours.p99ToQuiet,
    },
    { what: 'second start, ms', value: start?.medianMs, most: budgets.secondStartMs },
  ]
}

/** @param {Operations | undefined} operations @param {number} deals @param {Budgets} budgets @returns {Judgement[]} */
function ofApi(operations, deals, { ratioToBare, p99ToBare }) {
  return Object.entries(ratioToBare).flatMap(([name, least]) => {
    const { app, bare, ratio } = operations?.[name] ?? {}
    return [
      { what: `${name} at ${deals} deals, ratio to bare`, value: ratio?.median, least },
      {
        what: `p99 of ${name} at ${deals} deals, ratio to bare`,
        value: Number(app?.p99Ms) / Number(bare?.p99Ms),
        most: p99ToBare,
      },
    ]
  })
}

/** @param {number} value */
const short = (value) => (value < 10 ? value.toFixed(2) : String(Math.round(value)))
