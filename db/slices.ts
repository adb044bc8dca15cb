/** Milliseconds for which work may block the event loop. */
const SLICE_MS = 1
export const FEW = 100

/** Like `items.map`, but other requests get their turn after every millisecond of it. */
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

export const othersFirst = () => new Promise((resolve) => setImmediate(resolve))

/** Rows that one statement reads or writes, so that others get their turn in between. */
const ROWS = 50

/** Runs `work` on 50 items after another; the results are in the order of the items. */
export async function inParts<T, R>(items: readonly T[], work: (part: T[]) => Promise<readonly R[]>): Promise<R[]> {
  const results: R[] = []
  for (let i = 0; i < items.length; i += ROWS)
    for (const result of await work(items.slice(i, i + ROWS))) results.push(result)
  return results
}
