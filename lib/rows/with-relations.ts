import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { alias, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { contacts } from '@/db/schema/contacts'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import { organizations, tenants } from '@/db/schema/tenants'
import { users } from '@/db/schema/users'
import { columnList, objectReader } from '@/db/statement'
import { columnsOf } from '../fields/columns'
import { contactEntity } from '../fields/contact'
import type { Fields } from '../fields/field'
import { pipelineEntity } from '../fields/pipeline'
import type { Answers } from '../fields/schemas'
import { stageEntity } from '../fields/stage'
import { fullName } from '../values/full-name'
import { completing } from './to-api'

type Columns = Record<string, PgColumn>
type Values = Record<string, unknown>
type Entity = {
  columns: Columns
  /** Names of the values that `complete` adds, and of the relations. */
  keys: string[]
  /** Makes the values of the columns those of the API. */
  complete: (values: Values) => unknown
}
type Joined = Entity & { join: SQL }

/** Joins of relations by name; `path` is the alias of the joined table. */
const joins: Record<string, (path: string, parent: Columns) => Joined> = {
  stage: ofTenant(pipelineStages, 'stageId', stageEntity),
  pipeline: ofTenant(pipelines, 'pipelineId', pipelineEntity),
  client: ofTenant(contacts, 'clientId', contactEntity),
  owner: person('ownerId'),
  createdByUser: person('createdByUserId'),
  updatedByUser: person('updatedByUserId'),
  tenant(path, parent) {
    const { id, name } = alias(tenants, path)
    return { ...plain({ id, name }), join: leftJoin(tenants, path, eq(id, parent.tenantId!)) }
  },
  organization(path, parent) {
    const { id, name, tenantId } = alias(organizations, path)
    const isItsOwn = and(eq(tenantId, parent.tenantId!), eq(id, organizationOf(parent)))
    return { ...plain({ id, name }), join: leftJoin(organizations, path, isItsOwn) }
  },
}

const plain = (columns: Columns): Entity => ({ columns, keys: Object.keys(columns), complete: (values) => values })

function entity(table: PgTable, fields: Fields): Entity {
  const columns = columnsOf(table, fields)
  return { columns, keys: Object.keys(columns), complete: completing(fields) }
}

function ofTenant(table: PgTable, key: string, fields: Fields) {
  return (path: string, parent: Columns): Joined => {
    const joined = entity(alias(table, path), fields)
    const { tenantId, id } = joined.columns
    const isItsOwn = and(eq(tenantId!, parent.tenantId!), eq(id!, parent[key]!))
    return { ...joined, join: leftJoin(table, path, isItsOwn) }
  }
}

function person(key: string) {
  return (path: string, parent: Columns): Joined => {
    const { id, email, firstName, lastName, imageUrl } = alias(users, path)
    return {
      columns: { id, email, firstName, lastName, imageUrl },
      keys: ['id', 'email', 'firstName', 'lastName', 'name', 'imageUrl'],
      complete: (values) => {
        values.name = fullName(values as Parameters<typeof fullName>[0])
      },
      join: leftJoin(users, path, eq(id, parent[key]!)),
    }
  }
}

const leftJoin = (table: PgTable, path: string, on: SQL | undefined) =>
  sql`left join ${table} as ${sql.identifier(path)} on ${on}`

/** SQL of an entity's organization; a deal's and a stage's is their pipeline's. */
const organizationOf = ({ organizationId, tenantId, pipelineId }: Columns): SQLWrapper =>
  organizationId ??
  sql`(select ${pipelines.organizationId} from ${pipelines}
    where ${pipelines.tenantId} = ${tenantId} and ${pipelines.id} = ${pipelineId})`

/** Columns, joins and reader of an entity with its relations. `withheld`, and whatever leads through it, is null. */
export function withRelations<F extends Fields>(
  root: { table: PgTable; fields: F },
  paths: ReadonlySet<string>,
  withheld?: string,
) {
  const entities = new Map([['', entity(root.table, root.fields)]])
  const parts: SQL[] = []
  // Sorted, a path comes after those it leads through.
  for (const path of [...paths].sort()) {
    const { parent, name } = placeOf(path)
    const place = entities.get(parent)
    if (!place) continue
    place.keys.push(name)
    if (path === withheld) continue
    const joined = joins[name]!(path, place.columns)
    entities.set(path, joined)
    parts.push(joined.join)
  }
  const order = [...entities.keys()]
  let width = 0
  const steps = order.map((path) => {
    const { columns, keys, complete } = entities.get(path)!
    const read = objectReader(columns, width, keys)
    width += Object.keys(columns).length
    const { parent, name } = placeOf(path)
    return { parent: order.indexOf(parent), name, read, complete }
  })
  return {
    columns: columnList([...entities.values()].map(({ columns }) => columns)),
    joins: sql.join(parts, sql` `),
    read(values: unknown[]) {
      const made: (Values | null)[] = []
      for (const { parent, name, read, complete } of steps) {
        const place = made[parent]
        const value = read(values)
        if (value) complete(value)
        if (place) place[name] = value
        made.push(value)
      }
      return made[0] as Answers<F>
    },
  }
}

/** The path of the entity that a path stands in, and its name there. */
function placeOf(path: string) {
  const names = path.split('.')
  const name = names.pop()!
  return { parent: names.join('.'), name }
}
