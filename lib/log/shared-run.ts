type Scope = { tenantId: string }

/**
 * Callers of one tenant who come while a run is under way share the next one: it begins after they asked, so it sees
 * whatever was committed before.
 */
export function shared<T>(run: (scope: Scope) => Promise<T>) {
  const running = new Map<string, { current: Promise<T>; next?: Promise<T> }>()

  return function join(scope: Scope): Promise<T> {
    const { tenantId } = scope
    const found = running.get(tenantId)
    if (!found) return start(scope)
    found.next ??= found.current.catch(() => {}).then(() => start(scope))
    return found.next
  }

  function start(scope: Scope): Promise<T> {
    const begun: { current: Promise<T>; next?: Promise<T> } = { current: run(scope) }
    running.set(scope.tenantId, begun)
    const end = () => {
      if (!begun.next && running.get(scope.tenantId) === begun) running.delete(scope.tenantId)
    }
    begun.current.then(end, end)
    return begun.current
  }
}
