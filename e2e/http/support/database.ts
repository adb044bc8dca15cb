import './settings'
import { type SQL, sql } from 'drizzle-orm'
import { globalDb } from '@/db/client'

export const rows = async <Row extends object>(statement: SQL) => [...(await globalDb().execute(statement))] as Row[]

/** Every table that has tenants but `sessions`: that one changes when somebody signs in, which is no business of a tenant. */
const findTables = async () =>
  rows<{ name: string }>(sql`
    select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
    where attname = 'tenant_id' and relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      and relname <> 'sessions' order by 1`)

let tables: ReturnType<typeof findTables> | undefined

/** An md5 over every row of a tenant in every such table. The text of a row begins with its primary key. */
export async function digest(tenantId: string): Promise<string> {
  tables ??= findTables()
  const names = (await tables).map(({ name }) => name)
  const sums = names.map((name) => {
    const ofTenant = sql`(select t::text as line from ${sql.identifier(name)} t where tenant_id = ${tenantId}) lines`
    return sql`select ${name} as name, md5(string_agg(line, '|' order by line)) as sum from ${ofTenant}`
  })
  const found = await rows<{ name: string; sum: string | null }>(sql.join(sums, sql` union all `))
  return found
    .map(({ name, sum }) => `${name} ${sum ?? 'empty'}`)
    .sort()
    .join('\n')
}
