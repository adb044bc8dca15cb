// Rules for texts that are new. What an entity has already may be written back as it is.

/** What a text must be, and why one is refused. */
type Rule = { holds: (text: string) => boolean; message: (text: string) => string }

let stored: ReadonlySet<string> = new Set()

/** Parses a write over an entity, whose texts pass whatever the rules for new ones say; `parse` must not wait. */
export function parseOver<T>(entity: unknown, parse: () => T): T {
  stored = new Set(textsIn(entity))
  try {
    return parse()
  } finally {
    stored = new Set()
  }
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

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
