import { idOf } from '../data/ids.mjs'
import { CONTACTS, MEMBERS, STAGES, stageId } from '../data/shape.mjs'
import { CREATED } from '../servers/database.mjs'

/**
 * @typedef {object} Call
 * @property {'GET' | 'POST' | 'PUT'} [method]
 * @property {string} path
 * @property {object} [body]
 * @property {number} [status]
 * @property {(answer: any) => unknown} check is given a part of the answers, as they are read; falsy means wrong
 * @property {() => void} [done]
 */

/**
 * @typedef {() => Call} Operation makes one call at random
 * @typedef {keyof ReturnType<typeof operationsOn>} OperationName
 * @typedef {{ stageId: string, stage: { id: string }, clientId: string, client: { id: string } }} Deal
 */

const RELATIONS = 'relations[0]=stage&relations[1]=client'
const PAGE = 50
/** Titles that a board page has at least, as elements or as data. */
const CARDS_SEEN = 40

/**
 * What is measured, as calls that the app and the bare server both answer.
 * @param {import('../servers/database.mjs').Dataset} dataset
 */
export function operationsOn({ deals, perPipeline, places }) {
  const pipelines = Math.ceil(deals / perPipeline)
  const anyPipeline = () => below(pipelines)
  const anyStage = () => stageId(anyPipeline(), below(STAGES.length))

  /** @param {number} deal @param {number} stage */
  function neighbour(deal, stage) {
    const first = Math.floor(deal / perPipeline) * perPipeline
    const size = Math.min(perPipeline, deals - first)
    for (let tries = 0; tries < 100; tries++) {
      const other = first + below(size)
      if (other !== deal && places[other] === stage) return idOf('deal', other)
    }
  }

  return /** @satisfies {Record<string, Operation>} */ ({
    get() {
      const id = idOf('deal', below(deals))
      return { path: `/api/deals/${id}`, check: (deal) => deal.id === id && deal.stageId && deal.amount > 0 }
    },
    list: () => ({
      path: `/api/deals?take=${PAGE}&${RELATIONS}`,
      check: ({ items }) => items.length === PAGE && items.every(isWhole),
    }),
    filter() {
      const id = anyStage()
      return {
        path: `/api/deals?where[stageId]=${id}&take=${PAGE}&${RELATIONS}`,
        check: ({ items, total }) =>
          total > 0 &&
          items.length === Math.min(total, PAGE) &&
          items.every((/** @type {Deal} */ deal) => deal.stageId === id && isWhole(deal)),
      }
    },
    pipeline() {
      const id = idOf('pipeline', anyPipeline())
      return {
        path: `/api/pipelines/${id}?relations[0]=stages`,
        check: (pipeline) => pipeline.id === id && pipeline.stages.length === STAGES.length,
      }
    },
    create() {
      const body = {
        title: CREATED,
        stageId: anyStage(),
        amount: 1 + below(100_000),
        probability: below(101),
        clientId: idOf('contact', below(CONTACTS)),
        ownerId: idOf('user', below(MEMBERS)),
        expectedCloseDate: '2027-03-31',
      }
      const check = (/** @type {{ stageId: string, amount: number, version: number }} */ deal) =>
        deal.stageId === body.stageId && deal.amount === body.amount && deal.version === 1
      return { method: 'POST', path: '/api/deals', body, status: 201, check }
    },
    move() {
      const deal = below(deals)
      const stage = below(STAGES.length)
      const to = stageId(Math.floor(deal / perPipeline), stage)
      const id = idOf('deal', deal)
      return {
        method: 'PUT',
        path: `/api/deals/${id}`,
        body: { stageId: to, afterId: neighbour(deal, stage) },
        check: (moved) => moved.id === id && moved.stageId === to && moved.version > 1,
        done() {
          places[deal] = stage
        },
      }
    },
    page() {
      const pipeline = anyPipeline()
      const check = (/** @type {string} */ html) =>
        html.includes('</html>') && countOf(html, 'Service contract') >= CARDS_SEEN
      return { path: `/pipelines/${idOf('pipeline', pipeline)}`, check }
    },
    authenticated: () => ({ path: '/api/auth/authenticated', check: (answer) => answer === true }),
  })
}

/** @type {Record<string, string>} */
export const TITLES = {
  get: 'get a deal',
  list: 'list 50 deals with relations',
  filter: 'list a stage, with total',
  pipeline: 'get a pipeline with stages',
  create: 'create a deal',
  move: 'move a deal',
  authenticated: 'check a sign-in',
  page: 'board page',
}

const countOf = (/** @type {string} */ text, /** @type {string} */ word) => text.split(word).length - 1

const isWhole = (/** @type {Deal} */ deal) => deal.stage.id === deal.stageId && deal.client.id === deal.clientId

const below = (/** @type {number} */ count) => Math.floor(Math.random() * count)
