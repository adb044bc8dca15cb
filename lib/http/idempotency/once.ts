import { sql } from 'drizzle-orm'
import { inTransaction, withTenant } from '@/db/client'
import { idempotencyKeys as keys } from '@/db/schema/idempotency-keys'
import { selection, statement } from '@/db/statement'
import type { Actor } from '../../auth/actor'
import { AppError } from '../../errors'
import { forgetEachMinute, isOver } from './expiry'
import type { Key } from './key'

/** An answer as it is kept: its headers beside the ETag are the same for all. */
export type Answer = { status: number; etag: string | null; body: string | null }

const param = sql.placeholder
const ofKey = sql`${keys.tenantId} = ${param('tenantId')} and ${keys.userId} = ${param('userId')} and ${keys.key} = ${param('key')}`

/** Inserts a key; returns no row when it is there already, or while another transaction writes under it. */
const take = statement(
  () => sql`insert into ${keys} (tenant_id, user_id, key, request)
    select ${param('tenantId')}::uuid, ${param('userId')}::uuid, ${param('key')}::text, ${param('request')}::text
    where pg_try_advisory_xact_lock(
      hashtextextended(concat_ws(' ', ${param('tenantId')}::uuid, ${param('userId')}::uuid, ${param('key')}::text), 0))
    on conflict (tenant_id, user_id, key) do update
      set request = excluded.request, status = null, etag = null, body = null, created_at = now() where ${isOver}
    returning true`,
  () => true,
)

const known = selection({ row: { request: keys.request, status: keys.status, etag: keys.etag, body: keys.body } })

const find = statement(
  () => sql`select ${known.columns} from ${keys} where ${ofKey} and not (${isOver})`,
  (values) => known.read(values).row!,
)

const keep = statement(
  () => sql`update ${keys} set status = ${param('status')}::smallint, etag = ${param('etag')}, body = ${param('body')}
    where ${ofKey}`,
  () => undefined,
)

/**
 * Runs a write in one transaction with its key and its answer, or answers as the first time. What is thrown leaves no key.
 * Throws key_reused when the key was sent with another request, and key_in_flight while the first runs.
 */
export function once(actor: Actor, key: Key, write: (actor: Actor) => Promise<Answer>) {
  forgetEachMinute()
  return withTenant(actor, async (tx): Promise<Answer & { isReplayed: boolean }> => {
    const values = { tenantId: actor.tenantId, userId: actor.userId, ...key }
    const [isTaken] = await take(tx, values)
    if (!isTaken) return { ...replayed((await find(tx, values))[0], key), isReplayed: true }
    const answer = await write(inTransaction(actor, tx))
    await keep(tx, { ...values, ...answer })
    return { ...answer, isReplayed: false }
  })
}

type Row = { request: string; status: number | null; etag: string | null; body: string | null }

function replayed(row: Row | undefined, { request }: Key): Answer {
  if (row?.status == null)
    throw new AppError(
      'key_in_flight',
      'The first request with this Idempotency-Key is not done yet. Send it again in a moment.',
      { headers: { 'retry-after': '1' } },
    )
  if (row.request !== request)
    throw new AppError(
      'key_reused',
      'This Idempotency-Key was sent with another method, address or body. Another request takes a key of its own.',
    )
  const { status, etag, body } = row
  return { status, etag, body }
}
