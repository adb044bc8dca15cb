import { textFilters } from '../deals/searching/text-filters'

// Heavy work of a request, in units of a few milliseconds of this process or the database; a light request has 0.

const ROWS = 100
const SKIPPED_ROWS = 10_000
const MOST_SKIPPED = 100_000
const CHANGES = 20
const SEARCH = 2
const SCAN = 1
const MANY = 20

type List = { items: readonly unknown[]; total?: number }
type Conditions = { where: readonly object[]; relations: ReadonlySet<string> }
type ListInput = { query: Conditions & { take: number; skip: number; order: readonly [string, unknown][] } }

/** Filter fields that an index answers or nearly every row has. */
const INDEXED = new Set([
  'id',
  'tenantId',
  'organizationId',
  'stageId',
  'pipelineId',
  'clientId',
  'ownerId',
  'owner',
  'client',
])
const INDEXED_ORDER = new Set(['createdAt', 'id'])

/** Units for rows beyond a page, skipped rows, relations, and an order or a filter without an index. */
export function weightOfList({ query: { take, skip, where, order, relations } }: ListInput, answer?: List) {
  const rows = answer ? answer.items.length : take
  const sorts = order.some(([field]) => !INDEXED_ORDER.has(field)) ? SCAN : 0
  const passes = Math.floor(Math.min(skip, answer?.total ?? MOST_SKIPPED) / SKIPPED_ROWS)
  return (
    perHundred(rows) * (1 + relations.size) + sorts + passes + weightOfFilters(where) + weightOfRelations(relations)
  )
}

/** Units of a pipeline's deals: board order sorts the whole pipeline. */
export const weightOfDealsOfPipeline = (input: ListInput, answer?: List) =>
  weightOfList(input, answer) + (input.query.order.length ? 0 : SCAN)

const perHundred = (rows: number) => (rows > ROWS ? Math.ceil(rows / ROWS) : 0)

const weightOfFilters = (where: readonly object[]) =>
  where.reduce((sum: number, filter) => sum + weightOfFilter(filter), 0)

const texts = new Set<string>(textFilters)

function weightOfFilter(filter: object) {
  const scanned = Object.entries(filter).filter(([key, value]) => value !== undefined && !INDEXED.has(key))
  if (!scanned.length) return 0
  return scanned.some(([key]) => key === 'q' || texts.has(key)) ? SEARCH : SCAN
}

const weightOfRelations = (relations: ReadonlySet<string>) =>
  [...relations].some((path) => path.startsWith('stages.deals')) ? MANY : 0

export const weightOfPipeline = ({ query: { relations } }: { query: Conditions }) => weightOfRelations(relations)

export const weightOfCount = ({ query: { where } }: ListInput) => weightOfFilters(where)

export const weightOfSearch = ({ query: { q } }: { query: { q?: string | undefined } }) => (q ? SEARCH : 0)

type CardsInput = { query: { take: number; sort?: unknown; stageId?: unknown } }

/** Units of a page of cards: a sort over the whole pipeline reads all of it. */
export function weightOfCards({ query: { take, sort, stageId, ...filter } }: CardsInput, answer?: List) {
  return perHundred(answer ? answer.items.length : take) + weightOfFilter(filter) + (sort && !stageId ? SCAN : 0)
}

export const weightOfTotals = ({ query: { lanes, ...filter } }: { query: { lanes?: unknown } }) =>
  weightOfFilter(filter) + (lanes ? SEARCH : 0)

const perTwenty = (deals: number) => (deals > CHANGES ? Math.ceil(deals / CHANGES) : 0)

export const weightOfBulk = ({ body }: { body: { deals: readonly unknown[] } }) => perTwenty(body.deals.length)

export const weightOfUndo = (_input: object, answer?: List) => (answer ? perTwenty(answer.items.length) : MANY)

export const weightOfScan = () => SCAN

export const weightOfMany = () => MANY

type StagesInput = { body: { stages?: readonly { kind?: unknown }[] | undefined; moveDealsTo?: unknown } }

/** Units of writing stages: deleting one, or changing its kind, changes all of its deals. */
export function weightOfStages({ body: { stages, moveDealsTo } }: StagesInput) {
  if (!stages) return 0
  return moveDealsTo || stages.some(({ kind }) => kind) ? MANY : SCAN
}
