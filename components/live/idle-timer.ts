const HIDDEN_MS = 60_000

/** Calls `onIdle` once no tab has been visible for a minute. */
export function createIdleTimer(onIdle: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    clearTimeout(timer)
    timer = undefined
  }

  function update(isVisible: boolean) {
    if (isVisible) stop()
    else timer ??= setTimeout(onIdle, HIDDEN_MS)
  }

  return { update, stop }
}
