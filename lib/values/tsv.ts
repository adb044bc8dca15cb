const cell = /(?:"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n?|\n|$)/g

/** The lines of cells in a text from a spreadsheet, in which cells with tabs or line breaks stand in quotes. */
export function readTsv(text: string) {
  const lines: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.replace(/\r?\n$/, '').matchAll(cell)) {
    lines.at(-1)!.push(unguarded(quoted?.replaceAll('""', '"') ?? plain))
    if (!end) break
    if (end !== '\t') lines.push([])
  }
  return lines
}

export const writeTsv = (lines: string[][]) => lines.map((cells) => cells.map(quoted).join('\t')).join('\n')

const quoted = (text: string) => (/^"|[\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Lines of cells as a table in HTML, for texts and mails. */
export const htmlOf = (lines: string[][]) =>
  `<table>${lines.map((cells) => `<tr>${cells.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`).join('')}</table>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '\n': '<br>' }
const escaped = (text: string) => text.replace(/[&<\n]/g, (sign) => entities[sign]!)

/** What a spreadsheet takes for a formula, behind what it does not show and behind signs of this guard. */
const formula = /^'*[\s\p{Cf}]*[=+\-@＝＋－＠]/u

/** A text that no spreadsheet runs as a formula. */
export const guarded = (text: string) => (formula.test(text) ? `'${text}` : text)
const unguarded = (text: string) => (text.startsWith("'") && formula.test(text) ? text.slice(1) : text)
