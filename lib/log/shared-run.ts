type Scope = { tenantId: string }

/** Callers who come during a run share the next one, which sees whatever was committed before they came. */
export function sharedRun<T>(run: (scope: Scope) => Promise<T>) {
  const running = new Map<string, { current: Promise<T>; next?: Promise<T> }>()

  return function join(scope: Scope): Promise<T> {
    const { tenantId } = scope
    const active = running.get(tenantId)
    if (!active) return start(scope)
    active.next ??= active.current.catch(() => {}).then(() => start(scope))
    return active.next
  }

  function start(scope: Scope): Promise<T> {
    const entry: { current: Promise<T>; next?: Promise<T> } = { current: run(scope) }
    running.set(scope.tenantId, entry)
    const end = () => {
      if (!entry.next && running.get(scope.tenantId) === entry) running.delete(scope.tenantId)
    }
    entry.current.then(end, end)
    return entry.current
  }
}
