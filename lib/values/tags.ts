export const MOST_TAGS = 20

/** Tags each once, whatever their case; the first spelling stays. */
export function distinctTags(tags: string[]) {
  const lower = tags.map((each) => each.toLowerCase())
  return tags.filter((_, i) => lower.indexOf(lower[i]!) === i)
}

type Retagging = { addTags?: string[] | undefined; removeTags?: string[] | undefined }

export function retagged(tags: string[], { addTags = [], removeTags = [] }: Retagging) {
  const removed = new Set(removeTags.map((tag) => tag.toLowerCase()))
  return distinctTags([...tags.filter((tag) => !removed.has(tag.toLowerCase())), ...addTags])
}
