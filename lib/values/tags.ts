/** Of one deal. */
export const MOST_TAGS = 20

/** Each once, whatever its case: the first spelling stays. */
export function distinctTags(given: string[]) {
  const lower = given.map((each) => each.toLowerCase())
  return given.filter((_, i) => lower.indexOf(lower[i]!) === i)
}

type Retagging = { addTags?: string[] | undefined; removeTags?: string[] | undefined }

/** Without some, whatever their case, and then with others behind. */
export function retagged(tags: string[], { addTags = [], removeTags = [] }: Retagging) {
  const removed = new Set(removeTags.map((tag) => tag.toLowerCase()))
  return distinctTags([...tags.filter((tag) => !removed.has(tag.toLowerCase())), ...addTags])
}
