import { DealFilter } from '../deals/schema'

// What of a request is heavy, in units of a few milliseconds of this process or the database; none makes it a light one.

const ROWS = 100
const CHANGES = 20
const SEARCH = 2
const SCAN = 1
/** For what may touch any number of rows. */
const MANY = 20

type List = { items: readonly unknown[] }
type Asked = { where: readonly object[]; relations: ReadonlySet<string> }
type ListInput = { query: Asked & { take: number } }

const { owner: _, client: __, ...unindexed } = DealFilter.shape
const scans = new Set([...Object.keys(unindexed), 'name', 'description', 'stages'])

/** Rows beyond a page, and a filter that no index answers. */
export function ofList({ query: { take, where, relations } }: ListInput, answer?: List) {
  const rows = answer ? answer.items.length : take
  return perHundred(rows) * (1 + relations.size) + ofFilters(where) + ofRelations(relations)
}

const perHundred = (rows: number) => (rows > ROWS ? Math.ceil(rows / ROWS) : 0)

const ofFilters = (where: readonly object[]) => where.reduce((sum: number, filter) => sum + ofFilter(filter), 0)

function ofFilter(filter: object) {
  const asked = Object.entries(filter).filter(([key, value]) => value !== undefined && scans.has(key))
  if (!asked.length) return 0
  return asked.some(([key]) => key === 'q') ? SEARCH : SCAN
}

/** With all of its deals, however many. */
const ofRelations = (relations: ReadonlySet<string>) =>
  [...relations].some((path) => path.startsWith('stages.deals')) ? MANY : 0

export const ofPipeline = ({ query: { relations } }: { query: Asked }) => ofRelations(relations)

export const ofCount = ({ query: { where } }: ListInput) => ofFilters(where)

export const ofSearch = ({ query: { q } }: { query: { q?: string | undefined } }) => (q ? SEARCH : 0)

type CardsInput = { query: { take: number; sort?: unknown; stageId?: unknown } }

/** A sort over the whole pipeline reads all of it. */
export function ofCards({ query: { take, sort, stageId, ...filter } }: CardsInput, answer?: List) {
  return perHundred(answer ? answer.items.length : take) + ofFilter(filter) + (sort && !stageId ? SCAN : 0)
}

export const ofTotals = ({ query: { lanes, ...filter } }: { query: { lanes?: unknown } }) =>
  ofFilter(filter) + (lanes ? SEARCH : 0)

const perTwenty = (deals: number) => (deals > CHANGES ? Math.ceil(deals / CHANGES) : 0)

export const ofBulk = ({ body }: { body: { deals: readonly unknown[] } }) => perTwenty(body.deals.length)

export const ofUndo = (_input: object, answer?: List) => (answer ? perTwenty(answer.items.length) : MANY)

export const ofScan = () => SCAN

export const ofMany = () => MANY

/** Stages that are given with their kinds may close or move all of their deals. */
export const ofStages = ({ body }: { body: { stages?: unknown } }) => (body.stages ? SCAN : 0)
