import { fold } from '@/lib/values/fold'

const partOfWord = /[\p{L}\p{N}]/u

/** The distance of a text that lacks a word. */
export const LACKS = 3

/** How far a text is from folded words: 0 has all as whole words, 1 as beginnings of words, 2 as parts, LACKS lacks one. */
export function distance(text: string, words: string[]) {
  const folded = fold(text)
  return Math.max(0, ...words.map((word) => distanceOfWord(folded, word)))
}

function distanceOfWord(text: string, word: string) {
  let nearest = LACKS
  for (let at = text.indexOf(word); at >= 0 && nearest > 0; at = text.indexOf(word, at + 1)) {
    const begins = !partOfWord.test(text[at - 1] ?? '')
    const ends = !partOfWord.test(text[at + word.length] ?? '')
    nearest = Math.min(nearest, begins ? (ends ? 0 : 1) : 2)
  }
  return nearest
}
