import { env } from '../env'
import { AppError } from '../errors'

const PEOPLE = 40

const shared = globalThis as typeof globalThis & { penstockStreams?: Map<string, number> }
shared.penstockStreams ??= new Map()
const open = shared.penstockStreams

/** Counts a stream as open until the returned function is called, once. Throws too_many_requests. */
export function admitStream({ userId, tenantId }: { userId: string; tenantId: string }): () => void {
  const most = env().STREAM_LIMIT
  requireBelow(userId, most, 'you have')
  requireBelow(tenantId, most * PEOPLE, 'all of your company together have')
  for (const id of [userId, tenantId]) open.set(id, countOf(id) + 1)
  return () => {
    for (const id of [userId, tenantId])
      if (countOf(id) > 1) open.set(id, countOf(id) - 1)
      else open.delete(id)
  }
}

const countOf = (id: string) => open.get(id) ?? 0

function requireBelow(id: string, most: number, whose: string) {
  if (countOf(id) >= most)
    throw new AppError(
      'too_many_requests',
      `Here ${whose} ${most} event streams open, which is the most there may be. Close one first; one stream can follow 50 pipelines.`,
      { headers: { 'retry-after': '5' } },
    )
}
