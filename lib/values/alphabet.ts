// English has no rules of its own over ICU's root collation; `und` would mean those of the browser's language.
const collator = new Intl.Collator('en')

/** Compares texts by letter, then accent, then case, as `alphabetic` in lib/rows/sql.ts has PostgreSQL do it. */
export const compareTexts = (a: string, b: string) => collator.compare(a, b) || compareCodePoints(a, b)

/** PostgreSQL puts texts that ICU finds equal in the order of their bytes. */
function compareCodePoints(a: string, b: string) {
  const [one, other] = [[...a], [...b]]
  const at = one.findIndex((character, i) => character !== other[i])
  if (at < 0) return one.length - other.length
  return (one[at]?.codePointAt(0) ?? -1) - (other[at]?.codePointAt(0) ?? -1)
}
