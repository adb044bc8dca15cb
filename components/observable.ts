/** A value with listeners that hear of its changes. */
export type Observable<T> = { get: () => T; set: (value: T) => void; subscribe: (listener: () => void) => () => void }

export function createObservable<T>(value: T): Observable<T> {
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
