import { withTenant } from '@/db/client'
import type { Actor } from '../auth/actor'
import { append } from '../log/changes'
import type { Seeded } from './seeded'

class ChangedMind extends Error {}

/** Writes in concurrent transactions, a fifth of them rolled back; returns the committed entity ids. */
export async function writeAtRandom(
  actor: Actor,
  random: Seeded,
  { writers, transactions }: { writers: number; transactions: number },
) {
  const committed: string[] = []
  const write = async () => {
    for (let i = 0; i < transactions; i++) {
      const ids = Array.from({ length: 1 + random.below(3) }, () => crypto.randomUUID())
      try {
        await withTenant(actor, async (tx) => {
          for (const entityId of ids) {
            await append(tx, actor, { entity: 'deal', entityId, action: 'created', version: 1 })
            await random.pause(15)
          }
          if (random.chance(0.2)) throw new ChangedMind()
        })
        committed.push(...ids)
      } catch (error) {
        if (!(error instanceof ChangedMind)) throw error
      }
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  return committed
}
