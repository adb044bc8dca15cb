import * as z from 'zod'
import { unavailable } from '@/db/errors'
import { lookAtDatabase } from '@/db/watch'
import manifest from '@/package.json'

export const Health = z
  .object({
    status: z.literal('ok'),
    version: z.string().describe('Of Penstock'),
    database: z.object({ status: z.literal('up'), version: z.string() }),
  })
  .meta({ id: 'Health' })

/** Throws unavailable. Asks over a connection of its own, as a busy pool says nothing about the database. */
export async function getHealth(): Promise<z.infer<typeof Health>> {
  const version = await lookAtDatabase()
  if (version === undefined) throw unavailable('The database does not answer.')
  return { status: 'ok', version: manifest.version, database: { status: 'up', version } }
}
