import type { Card } from '@/lib/board/schema'

type KeyOf = (card: Card) => string

/** The newest version of each deal that the server has sent. */
export class ServerRows {
  #byId = new Map<string, Card>()
  /** Deleted deals by their last version, so that an older answer does not bring them back. */
  #gone = new Map<string, number>()
  /** The rows grouped by the last `keyOf`, until one of them changes. */
  #grouped: { keyOf: KeyOf; groups: Map<string, Card[]> } | undefined

  get byId(): ReadonlyMap<string, Card> {
    return this.#byId
  }

  get = (id: string) => this.#byId.get(id)
  has = (id: string) => this.#byId.has(id)
  /** The last version of a deal that was deleted; undefined of others. */
  deletedAt(id: string) {
    const version = this.#gone.get(id) ?? -1
    return version < 0 || this.has(id) ? undefined : version
  }

  /** Drops all rows but those to keep. Returns the rows as they were. */
  retain(keep: (row: Card) => boolean) {
    const previous = this.#byId
    this.#byId = new Map([...previous].filter(([, row]) => keep(row)))
    this.#grouped = undefined
    return previous
  }

  /** Forgets all rows and deletions, as the server may have gone back to earlier versions. */
  forget() {
    this.#byId = new Map()
    this.#gone.clear()
    this.#grouped = undefined
  }

  /** Puts a row; false when a newer version is known or the deal is deleted. */
  put(card: Card, previous = this.get(card.id)) {
    const newest = Math.max(previous?.version ?? -1, (this.#gone.get(card.id) ?? -1) + 1)
    const isNew = card.version >= newest
    const row = isNew ? card : previous
    if (row) this.#byId.set(row.id, row)
    if (isNew) this.#gone.delete(card.id)
    this.#grouped = undefined
    return isNew
  }

  remove(id: string, version: number) {
    this.#gone.set(id, Math.max(version, this.#gone.get(id) ?? -1))
    this.#byId.delete(id)
    this.#grouped = undefined
  }

  /** The rows of a key, unordered. */
  with(key: string, keyOf: KeyOf): readonly Card[] {
    if (this.#grouped?.keyOf !== keyOf) this.#grouped = { keyOf, groups: groupBy(this.#byId.values(), keyOf) }
    return this.#grouped.groups.get(key) ?? []
  }
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string) {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
