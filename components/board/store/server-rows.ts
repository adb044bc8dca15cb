import type { Card } from '@/lib/board/schema'

type KeyOf = (card: Card) => string

/** What the server has of each deal that is here, in the newest version that was heard of. */
export class ServerRows {
  #byId = new Map<string, Card>()
  /** Deleted deals by their last version, so that an older answer does not bring them back. */
  #gone = new Map<string, number>()
  /** By the key they were last asked for by, until one of them changes. */
  #grouped: { keyOf: KeyOf; groups: Map<string, Card[]> } | undefined

  get byId(): ReadonlyMap<string, Card> {
    return this.#byId
  }

  get = (id: string) => this.#byId.get(id)
  has = (id: string) => this.#byId.has(id)

  /** Forgets all others. Answers with those that were here. */
  retain(keep: (row: Card) => boolean) {
    const held = this.#byId
    this.#byId = new Map([...held].filter(([, row]) => keep(row)))
    this.#grouped = undefined
    return held
  }

  /** Nothing that was heard counts any more: the server may have gone back to earlier versions. */
  forget() {
    this.#byId = new Map()
    this.#gone.clear()
    this.#grouped = undefined
  }

  /** False when something newer is held, or it is deleted by now. */
  put(card: Card, held = this.get(card.id)) {
    const newest = Math.max(held?.version ?? -1, (this.#gone.get(card.id) ?? -1) + 1)
    const isNew = card.version >= newest
    const row = isNew ? card : held
    if (row) this.#byId.set(row.id, row)
    this.#grouped = undefined
    return isNew
  }

  remove(id: string, version: number) {
    this.#gone.set(id, version)
    this.#byId.delete(id)
    this.#grouped = undefined
  }

  /** In no order. */
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
