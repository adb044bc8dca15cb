// Rules for texts that are new. What an entity has already may be written back as it is.

/** What a text must be, and why one is refused. */
type Rule = { holds: (text: string) => boolean; message: (text: string) => string }

let stored: ReadonlySet<string> = new Set()

/** Parses a write in which these texts pass whatever the rules for new ones say; `parse` must not wait. */
export function parseOver<T>(texts: readonly string[], parse: () => T): T {
  stored = new Set(texts)
  try {
    return parse()
  } finally {
    stored = new Set()
  }
}

/**
 * The text at a path of a body, if it is what the entity has there. Of a list, an entry is looked for by its id, or is a
 * text of the list.
 */
export function textWrittenBack(body: unknown, entity: unknown, [key, ...rest]: readonly string[]): string | undefined {
  if (key === undefined) return typeof body === 'string' && body.trim() === entity ? body.trim() : undefined
  const entry = partOf(body, key)
  if (!Array.isArray(entity)) return textWrittenBack(entry, partOf(entity, key), rest)
  const isSame = (each: unknown) =>
    typeof entry === 'string' ? each === entry.trim() : partOf(each, 'id') === partOf(entry, 'id')
  return textWrittenBack(entry, entity.find(isSame), rest)
}

const partOf = (value: unknown, key: string) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined

/** A rule as the arguments of zod's `refine`. */
export const unlessStored = ({ holds, message }: Rule) =>
  [
    (text: string) => stored.has(text) || holds(text),
    { error: ({ input }: { input?: unknown }) => message(String(input)) },
  ] as const

const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u
/** Control characters that are not white space. */
const CONTROL = /[^\P{Cc}\t-\r\x85]/u
const BREAK = /[\t-\r\x85\u2028\u2029]/

/** Something can be seen of it, if it is not empty, and nothing in it commands a terminal. */
export const readable: Rule = {
  holds: (text) => text === '' || (VISIBLE.test(text) && !CONTROL.test(text)),
  message: (text) => (VISIBLE.test(text) ? 'has a control character' : 'must have a character that can be seen'),
}

export const oneLine: Rule = {
  holds: (text) => !BREAK.test(text),
  message: () => 'must be one line, without tabs',
}
