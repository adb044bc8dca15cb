/** Random choices for tests; SEED= repeats the run whose seed was printed. */
export function seeded(name: string) {
  const seed = Number(process.env.SEED ?? crypto.getRandomValues(new Uint32Array(1))[0])
  console.log(`${name}: SEED=${seed}`)
  let state = seed | 0
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  return {
    below: (end: number) => Math.floor(next() * end),
    chance: (share: number) => next() < share,
    pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!,
    shuffle: <T>(list: readonly T[]) =>
      list
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item),
    pause: (atMost: number) => new Promise<void>((resolve) => setTimeout(resolve, next() * atMost)),
  }
}

export type Seeded = ReturnType<typeof seeded>
