/** How long work may hold up everything else in this process. */
const SLICE_MS = 1
/** Fewer than these take less than a slice. */
export const FEW = 100

/** What `map` gives; when that takes long, other requests go between. */
export async function mapInSlices<T, R>(items: readonly T[], each: (item: T, i: number) => R): Promise<R[]> {
  if (items.length <= FEW) return items.map(each)
  const results = new Array<R>(items.length)
  let until = performance.now() + SLICE_MS
  for (let i = 0; i < items.length; i++) {
    if (i % 16 === 0 && performance.now() > until) {
      await othersFirst()
      until = performance.now() + SLICE_MS
    }
    results[i] = each(items[i]!, i)
  }
  return results
}

/** Comes back when what has arrived meanwhile was looked at. */
export const othersFirst = () => new Promise((resolve) => setImmediate(resolve))

/** What a statement reads or writes at once; between two of them others get their turn at the database and here. */
const ROWS = 50

/** The results of `work` on part after part, in the order of the items. */
export async function inParts<T, R>(items: readonly T[], work: (part: T[]) => Promise<readonly R[]>): Promise<R[]> {
  const results: R[] = []
  for (let i = 0; i < items.length; i += ROWS)
    for (const result of await work(items.slice(i, i + ROWS))) results.push(result)
  return results
}
