const MOST_NAMED = 3
const MOST_LETTERS = 60

/** Titles in a sentence: “Acme”, “Birch” and 4 more. */
export function titlesInWords(titles: string[]) {
  const named = titles.slice(0, MOST_NAMED).map((title) => `“${shortened(title)}”`)
  const more = titles.length - named.length
  const last = more ? `${more} more` : named.length > 1 ? named.pop() : undefined
  return last ? `${named.join(', ')} and ${last}` : named.join()
}

export const shortened = (title: string) =>
  title.length > MOST_LETTERS ? `${title.slice(0, MOST_LETTERS - 1).trimEnd()}…` : title
