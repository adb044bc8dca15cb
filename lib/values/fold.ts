/** Marks that letters carry or that only say how they sound, and characters that are not seen. */
const marks =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufeff]/g

/** Letters that Unicode takes for others though they are looked for as these, and signs written in several ways. */
const letters: Record<string, string> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ə: 'e', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ς: 'σ', ґ: 'г' },
  ...{ '\u0649': '\u064a', '\u06cc': '\u064a', '\u06a9': '\u0643', '\u0629': '\u0647' },
  ...{ '’': "'", '‘': "'", ʼ: "'", '“': '"', '”': '"', '–': '-', '—': '-', '‐': '-' },
}
const letter = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')

/** Text as searches compare it, without case and accents; PostgreSQL's fold() of db/README.md does the same. */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(letter, (each) => letters[each]!)

/** Whether a text contains a part, whatever case and accents. */
export const includesText = (text: string, part: string) => fold(text).includes(fold(part))

/** The words of a search, folded and each once. */
export const wordsOf = (q = '') => [...new Set(q.split(/\s+/).flatMap((word) => fold(word).trim() || word || []))]

/** Texts each once, whatever their case and accents; the first spelling stays. */
export function distinctTexts(texts: string[]) {
  const folded = texts.map(fold)
  return texts.filter((_, i) => folded.indexOf(folded[i]!) === i)
}
