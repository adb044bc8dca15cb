/** Numbers from a seed: the same seed, the same numbers. */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  /** 0 to below 1. */
  function next() {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
  /** One of the keys, as likely as its number says against the others. */
  function weighted<Name extends string>(weights: Record<Name, number>) {
    const all = Object.entries(weights) as [Name, number][]
    let left = next() * all.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of all) {
      left -= weight
      if (left < 0) return name
    }
    return all[0]![0]
  }
  return { next, pick, weighted }
}
export type Random = ReturnType<typeof randomFrom>
