type Options = {
  /** The key of the storage that all tabs share; its value is the id of the leader. */
  name: string
  id: string
  onElected: () => void
  /** Called when another tab has taken over, or this one has withdrawn. */
  onDeposed: () => void
  signal: AbortSignal
}

/** Makes one tab of the browser the leader: the one whose id stands in storage. */
export function createElection({ name, id, onElected, onDeposed, signal }: Options) {
  let isLeader = false

  /** Leads when no tab does; `force` takes over from a leader that does not answer. */
  function run(force = false) {
    if (force || !localStorage.getItem(name)) localStorage.setItem(name, id)
    update()
  }

  function withdraw() {
    if (isLeader) localStorage.removeItem(name)
    update()
  }

  function update() {
    // Not the value of an event: of two tabs that lead at once, storage keeps the same one for both.
    const isElected = localStorage.getItem(name) === id
    if (isElected === isLeader) return
    isLeader = isElected
    if (isElected) onElected()
    else onDeposed()
  }

  addEventListener('storage', ({ key }) => (key ?? name) === name && run(), { signal })

  return { run, withdraw }
}
