import { distinctTexts, fold } from './fold'

export const MOST_TAGS = 20

export const isSameTag = (a: string, b: string) => fold(a) === fold(b)

type Retagging = { addTags?: string[] | undefined; removeTags?: string[] | undefined }

export function retagged(tags: string[], { addTags = [], removeTags = [] }: Retagging) {
  const removed = new Set(removeTags.map(fold))
  return distinctTexts([...tags.filter((tag) => !removed.has(fold(tag))), ...addTags])
}
