/** The rows to render: those in sight, and one that is kept wherever it is. */
export function withKept(range: number[], kept: number) {
  if (kept < 0 || range.includes(kept)) return range
  return [...range, kept].sort((a, b) => a - b)
}
