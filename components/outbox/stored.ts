import type { Entry } from './deliver'
import type { History } from './history'

/** What an outbox keeps for the next page of its tab. */
export type Stored = { entries: Entry[]; history: History }

const nameOf = (person: string) => `outbox:${person}`

/** What a person has left in this tab. */
export function readStored(person: string): Stored | undefined {
  const text = sessionStorage.getItem(nameOf(person))
  return text === null ? undefined : JSON.parse(text)
}

export function writeStored(person: string, stored: Stored) {
  try {
    sessionStorage.setItem(nameOf(person), JSON.stringify(stored))
  } catch {
    // A full store keeps what it has; the question before leaving is asked all the same.
  }
}
