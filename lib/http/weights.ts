// What of a request is heavy, in units of a few milliseconds of this process or the database; none makes it a light one.

const ROWS = 100
const SKIPPED_ROWS = 10_000
const MOST_SKIPPED = 100_000
const CHANGES = 20
const SEARCH = 2
const SCAN = 1
/** For what may touch any number of rows. */
const MANY = 20

type List = { items: readonly unknown[]; total?: number }
type Asked = { where: readonly object[]; relations: ReadonlySet<string> }
type ListInput = { query: Asked & { take: number; skip: number; order: readonly [string, unknown][] } }

/** What an index answers, or nearly every row has. */
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

/** Rows beyond a page, rows that are passed over, and an order or a filter that no index answers. */
export function ofList({ query: { take, skip, where, order, relations } }: ListInput, answer?: List) {
  const rows = answer ? answer.items.length : take
  const sorts = order.some(([field]) => !INDEXED_ORDER.has(field)) ? SCAN : 0
  const passes = Math.floor(Math.min(skip, answer?.total ?? MOST_SKIPPED) / SKIPPED_ROWS)
  return perHundred(rows) * (1 + relations.size) + sorts + passes + ofFilters(where) + ofRelations(relations)
}

/** In board order unless another is asked for, which sorts the whole pipeline. */
export const ofDealsOfPipeline = (input: ListInput, answer?: List) =>
  ofList(input, answer) + (input.query.order.length ? 0 : SCAN)

const perHundred = (rows: number) => (rows > ROWS ? Math.ceil(rows / ROWS) : 0)

const ofFilters = (where: readonly object[]) => where.reduce((sum: number, filter) => sum + ofFilter(filter), 0)

function ofFilter(filter: object) {
  const scanned = Object.entries(filter).filter(([key, value]) => value !== undefined && !INDEXED.has(key))
  if (!scanned.length) return 0
  return scanned.some(([key]) => key === 'q') ? SEARCH : SCAN
}

/** A pipeline with all of its deals, however many. */
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

type StagesInput = { body: { stages?: readonly { kind?: unknown }[] | undefined; moveDealsTo?: unknown } }

/** A stage that goes, or becomes of another kind, changes all of its deals. */
export function ofStages({ body: { stages, moveDealsTo } }: StagesInput) {
  if (!stages) return 0
  return moveDealsTo || stages.some(({ kind }) => kind) ? MANY : SCAN
}
