type Options = {
  locks: LockManager
  /** The name of the lock that the leader has. */
  name: string
  onElected: () => void
  /** Called when another tab has taken the lock. */
  onDeposed: () => void
}

/** Makes one tab of the browser the leader: the one that has the lock, which the next gets when that tab closes. */
export function createElection({ locks, name, onElected, onDeposed }: Options) {
  let candidacy: AbortController | undefined

  /** Waits for the lock; `force` takes it from a leader that does not answer. */
  function run(force = false) {
    candidacy?.abort()
    const current = new AbortController()
    candidacy = current
    const { signal } = current
    const withdrawn = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    const lead = () => {
      if (!signal.aborted) onElected()
      return withdrawn
    }
    locks.request(name, force ? { steal: true } : { signal }, lead).catch(() => {
      if (signal.aborted) return
      onDeposed()
      run()
    })
  }

  return { run, withdraw: () => candidacy?.abort() }
}
