import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { globalDb } from '@/db/client'
import manifest from '@/package.json'
import { AppError } from './errors'

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string().describe('Of Penstock'),
  database: z.object({ status: z.literal('up'), version: z.string() }),
})

/** Throws unavailable unless the database answers. */
export async function getHealth(): Promise<z.infer<typeof Health>> {
  const rows = await globalDb()
    .execute<{ version: string }>(sql`select current_setting('server_version') as version`)
    .catch(() => {
      throw new AppError('unavailable', 'The database does not answer.', { headers: { 'retry-after': '2' } })
    })
  return { status: 'ok', version: manifest.version, database: { status: 'up', version: rows[0]!.version } }
}
