import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** Keys longer than this have their neighbourhood re-keyed. */
export const MAX_RANK_LENGTH = 50
const JITTER_BITS = 6

/**
 * A key strictly between two keys; null is the open end. Which one is left to chance within the gap, so that two drops
 * into the same gap at the same time differ. Throws when the two are the same.
 */
export function rankBetween(lower: string | null, upper: string | null): string {
  let [low, high] = [lower, upper]
  for (let bit = 0; bit < JITTER_BITS; bit++) {
    const middle = generateKeyBetween(low, high)
    if (Math.random() < 0.5) low = middle
    else high = middle
  }
  return generateKeyBetween(low, high)
}

/** `count` ascending keys between two keys, as short as they can be. */
export const ranksBetween = (lower: string | null, upper: string | null, count: number) =>
  generateNKeysBetween(lower, upper, count)

/** `count` ascending keys that stand beside each other within a gap; those of another batch into the same gap differ. */
export function ranksWithin(lower: string | null, upper: string | null, count: number) {
  const first = rankBetween(lower, upper)
  return ranksBetween(first, rankBetween(first, upper), count)
}
