/** The indexes of rows to render: the visible ones and a pinned one; -1 is none. */
export function renderedRows(range: number[], pinned: number) {
  if (pinned < 0 || range.includes(pinned)) return range
  return [...range, pinned].sort((a, b) => a - b)
}
