import { and, eq, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { alias, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { contacts } from '@/db/schema/contacts'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import { organizations, tenants } from '@/db/schema/tenants'
import { users } from '@/db/schema/users'
import { selection } from '@/db/statement'
import { toContact, toPerson, toPipeline, toStage } from './to-api'

type Columns = Record<string, PgColumn>
type Join = { columns: Columns; join: SQL; write: (row: never) => object }

/** Joins of relations by name; `path` is the alias of the joined table. */
const joins: Record<string, (path: string, parent: Columns) => Join> = {
  stage: ofTenant(pipelineStages, 'stageId', toStage),
  pipeline: ofTenant(pipelines, 'pipelineId', toPipeline),
  client: ofTenant(contacts, 'clientId', toContact),
  owner: person('ownerId'),
  createdByUser: person('createdByUserId'),
  updatedByUser: person('updatedByUserId'),
  tenant(path, parent) {
    const { id, name } = alias(tenants, path)
    return { columns: { id, name }, join: leftJoin(tenants, path, eq(id, parent.tenantId!)), write: (row) => row }
  },
  organization(path, parent) {
    const { id, name, tenantId } = alias(organizations, path)
    const isItsOwn = and(eq(tenantId, parent.tenantId!), eq(id, organizationOf(parent)))
    return { columns: { id, name }, join: leftJoin(organizations, path, isItsOwn), write: (row) => row }
  },
}

function ofTenant<T extends PgTable & { id: PgColumn; tenantId: PgColumn }>(
  table: T,
  key: string,
  write: (row: T['$inferSelect']) => object,
) {
  return (path: string, parent: Columns): Join => {
    const columns: Columns = getTableColumns(alias(table, path))
    const isItsOwn = and(eq(columns.tenantId!, parent.tenantId!), eq(columns.id!, parent[key]!))
    return { columns, join: leftJoin(table, path, isItsOwn), write }
  }
}

function person(key: string) {
  return (path: string, parent: Columns): Join => {
    const { id, email, firstName, lastName, imageUrl } = alias(users, path)
    const columns = { id, email, firstName, lastName, imageUrl }
    return { columns, join: leftJoin(users, path, eq(id, parent[key]!)), write: toPerson }
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
export function withRelations<Row extends object, Entity extends object>(
  root: { table: PgTable & { $inferSelect: Row }; write: (row: Row) => Entity },
  paths: ReadonlySet<string>,
  withheld?: string,
) {
  const joined = new Map<string, Join>()
  const columnsAt = (path: string) => (path ? joined.get(path)?.columns : getTableColumns(root.table))
  // Sorted, a path comes after those it leads through.
  const steps = [...paths].sort().flatMap((path) => {
    const names = path.split('.')
    const name = names.pop()!
    const parent = names.join('.')
    const columns = columnsAt(parent)
    if (!columns) return []
    if (path !== withheld) joined.set(path, joins[name]!(path, columns))
    return { path, parent, name }
  })
  const groups = Object.fromEntries([...joined].map(([path, { columns }]) => [path, columns]))
  const { columns, read } = selection<Record<string, PgTable | Columns>>({ '': root.table, ...groups })
  const parts = [...joined.values()].map(({ join }) => join)
  return {
    columns,
    joins: sql.join(parts, sql` `),
    read(values: unknown[]): Entity {
      const rows = read(values) as Record<string, object | null>
      const entity = root.write(rows[''] as Row)
      const entities: Record<string, Record<string, unknown> | null> = { '': entity as Record<string, unknown> }
      for (const { path, parent, name } of steps) {
        const row = rows[path]
        const value = row ? joined.get(path)!.write(row as never) : null
        entities[path] = value as Record<string, unknown> | null
        const place = entities[parent]
        if (place) place[name] = value
      }
      return entity
    },
  }
}
