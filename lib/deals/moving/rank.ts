import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

export const MAX_RANK_LENGTH = 50
const JITTER_BITS = 6

/** A random key between two keys, so that two drops into one gap differ; null is the open end. */
export function rankBetween(lower: string | null, upper: string | null): string {
  let [low, high] = [lower, upper]
  for (let bit = 0; bit < JITTER_BITS; bit++) {
    const middle = generateKeyBetween(low, high)
    if (Math.random() < 0.5) low = middle
    else high = middle
  }
  return generateKeyBetween(low, high)
}

export const ranksBetween = (lower: string | null, upper: string | null, count: number) =>
  generateNKeysBetween(lower, upper, count)

/** `count` ascending keys next to each other in a gap; those of another batch in the same gap differ. */
export function ranksWithin(lower: string | null, upper: string | null, count: number) {
  const first = rankBetween(lower, upper)
  return ranksBetween(first, rankBetween(first, upper), count)
}
