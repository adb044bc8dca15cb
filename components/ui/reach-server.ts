const ASK_AGAIN_AFTER = 1_000

let reaching: Promise<void> | undefined

/** Resolves once the server answers. */
export function reachServer() {
  reaching ??= askUntilAnswered().finally(() => {
    reaching = undefined
  })
  return reaching
}

async function askUntilAnswered() {
  const isThere = () => fetch('/api/health', { method: 'HEAD', cache: 'no-store' }).then(Boolean, () => false)
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER))
}
