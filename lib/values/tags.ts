import { fold } from './fold'

export const MOST_TAGS = 20

export const isSameTag = (a: string, b: string) => fold(a) === fold(b)

/** Tags each once, whatever their case and accents; the first spelling stays. */
export function distinctTags(tags: string[]) {
  const folded = tags.map(fold)
  return tags.filter((_, i) => folded.indexOf(folded[i]!) === i)
}

type Retagging = { addTags?: string[] | undefined; removeTags?: string[] | undefined }

export function retagged(tags: string[], { addTags = [], removeTags = [] }: Retagging) {
  const removed = new Set(removeTags.map(fold))
  return distinctTags([...tags.filter((tag) => !removed.has(fold(tag))), ...addTags])
}
