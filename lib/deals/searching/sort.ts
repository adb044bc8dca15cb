import { and, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import * as z from 'zod'
import { toIso } from '@/db/columns'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import { users } from '@/db/schema/users'
import type { Actor } from '@/lib/auth/actor'
import { canViewContacts } from '@/lib/contacts/policy'
import { badField } from '@/lib/errors'
import { columnsWith } from '@/lib/fields/columns'
import { dealFields } from '@/lib/fields/deal'
import type { Field } from '@/lib/fields/field'
import { match } from '@/lib/query/schema'
import { alphabetic, orderedBy } from '@/lib/rows/sql'
import { memberName } from '@/lib/users/queries'
import { day } from '@/lib/values/formats'
import { amount } from './amount'
import { plainSorts, type SortField, sortFields } from './sort-fields'

const fields = ['stage', ...(Object.keys(sortFields) as SortField[])] as const
type SortBy = (typeof fields)[number]

/** An order of deals: `amount` is ascending, `-amount` descending; `stage` is the order of the board. */
export type Sort = z.output<typeof Sort>
export const Sort = z
  .enum(
    [...fields, ...fields.map((field) => `-${field}` as const)],
    `must be one of ${fields.join(', ')}, with - before it for descending`,
  )
  .transform((text) => ({ by: text.replace('-', '') as SortBy, descending: text.startsWith('-') }))

const stage = alias(pipelineStages, 'sorted_stage')
const client = alias(contacts, 'sorted_client')

const moment = z.iso.datetime().refine((value) => value > '1900')

/** How a key is compared, checked when it comes back in a cursor, and written into one. */
type Kind = { type: SQL; form: z.ZodType; write?: (key: string) => string }

const kinds = {
  text: { type: sql`text`, form: match.text },
  number: { type: sql`float8`, form: z.string().regex(/^\d{1,16}(\.\d{1,20})?$/) },
  day: { type: sql`date`, form: day },
  moment: { type: sql`timestamptz`, form: moment, write: toIso },
} satisfies Record<string, Kind>

type Key = { kind: keyof typeof kinds; value: SQL; needs?: (actor: Actor) => SQL; isNullable?: true }

const withStage = () =>
  sql`join ${pipelineStages} ${stage} on ${stage.tenantId} = ${deals.tenantId} and ${stage.id} = ${deals.stageId}`

const keyOfField = (name: (typeof plainSorts)[number]): Key => {
  const field: Field = dealFields[name]
  const column = columns[name]
  const kind = sortKinds[dealFields[name].kind]
  return {
    kind,
    value: kind === 'text' ? alphabetic(column) : sql`${column}`,
    ...(!field.required && { isNullable: true }),
  }
}

const sortKinds = { text: 'text', money: 'number', percent: 'number', day: 'day', moment: 'moment' } as const
const columns = columnsWith(deals, dealFields, 'sort')

const keys: Record<SortBy, Key> = {
  ...(Object.fromEntries(plainSorts.map((name) => [name, keyOfField(name)])) as Record<
    (typeof plainSorts)[number],
    Key
  >),
  stage: {
    kind: 'text',
    value: sql`(lpad(${stage.index}::text, 6, '0') || ${deals.rank}) collate "C"`,
    needs: withStage,
  },
  client: {
    kind: 'text',
    value: alphabetic(sql`${client.name}`),
    needs: (actor) => sql`left join ${contacts} ${client} on ${canViewContacts(actor)}
      and ${client.tenantId} = ${deals.tenantId} and ${client.id} = ${deals.clientId}`,
    isNullable: true,
  },
  owner: {
    kind: 'text',
    value: alphabetic(sql`(${memberName})`),
    needs: () => sql`left join ${users} on ${users.id} = ${deals.ownerId}`,
    isNullable: true,
  },
  amount: { kind: 'number', value: amount, isNullable: true },
  probability: {
    kind: 'number',
    value: sql`coalesce(${deals.probability}, ${stage.probability})`,
    needs: withStage,
    isNullable: true,
  },
  createdAt: { kind: 'moment', value: sql`${deals.createdAt}` },
  updatedAt: { kind: 'moment', value: sql`${deals.updatedAt}` },
}

/**
 * SQL condition for the deals of a page, which is `from … order by … limit …`. Where the order is an expression,
 * PostgreSQL sorts whole rows with it; their ids alone take half the time.
 */
export const isOnPage = (page: SQL) =>
  sql`(${deals.tenantId}, ${deals.id}) in (select ${deals.tenantId}, ${deals.id} ${page})`

type Page = { sort: Sort; after?: string | undefined; take: number }

/**
 * SQL of a page of the deals that pass, and one row more; nulls are last, ties by id. Throws bad_request for a cursor of
 * another sort.
 */
export function sortedDeals(actor: Actor, selected: SQL, passes: SQL | undefined, { sort, after, take }: Page): SQL {
  const further = after === undefined ? undefined : isAfter(sort, after)
  const sorted = sql`from ${deals} ${keys[sort.by].needs?.(actor) ?? sql``}`
  const page = sql`${sorted} where ${and(passes, further)} order by ${orderOf(sort)} limit ${take + 1}`
  return sql`select ${selected} ${sorted} where ${isOnPage(page)} order by ${orderOf(sort)}`
}

/** SQL of the value that a sort goes by, as text for `cursorOf`. */
export const keyOf = ({ by }: Sort) => sql<string | null>`(${keys[by].value})::text`

function orderOf({ by, descending }: Sort) {
  const { value, isNullable = false } = keys[by]
  const direction = descending ? 'DESC' : 'ASC'
  return sql`${orderedBy(value, direction, isNullable)}, ${orderedBy(deals.id, direction, false)}`
}

function isAfter(sort: Sort, cursor: string) {
  const { value, kind, isNullable } = keys[sort.by]
  const { key, id } = parseCursor(sort, cursor)
  const than = sort.descending ? sql`<` : sql`>`
  if (key === null) return sql`${value} is null and ${deals.id} ${than} ${id}::uuid`
  const further = sql`(${value}, ${deals.id}) ${than} (${key}::${kinds[kind].type}, ${id}::uuid)`
  return isNullable ? sql`(${further} or ${value} is null)` : further
}

/** Cursor of the page after this row. */
export function cursorOf(sort: Sort, { id, key }: { id: string; key: string | null }) {
  const { write }: Kind = kinds[keys[sort.by].kind]
  const written = key !== null && write ? write(key) : key
  return Buffer.from(JSON.stringify([nameOf(sort), written, id])).toString('base64url')
}

const nameOf = ({ by, descending }: Sort) => (descending ? `-${by}` : by)

const Cursor = z.tuple([z.string(), z.string().nullable(), z.guid()])

function parseCursor(sort: Sort, cursor: string) {
  const { kind, isNullable } = keys[sort.by]
  const parsed = Cursor.safeParse(jsonIn(cursor))
  if (parsed.success) {
    const [name, key, id] = parsed.data
    const isKey = key === null ? isNullable : kinds[kind].form.safeParse(key).success
    if (name === nameOf(sort) && isKey) return { key, id }
  }
  throw badField('after', 'must be the next of an earlier page in the same order')
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
