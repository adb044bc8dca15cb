/** @param {string[]} head @param {string[][]} rows the first column is text, the others are figures */
export function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}

/** @param {number} value */
export const count = (value) => Math.round(value).toLocaleString('en-US')
/** @param {number} value */
export const ms = (value) => (value < 100 ? value.toFixed(1) : count(value))
/** @param {number | null} value */
export const us = (value) => (value === null ? '–' : count(value))
/** @param {{ median: number, low: number, high: number }} spread */
export const ratio = ({ median, low, high }) => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
