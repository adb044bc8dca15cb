/** Hands compiled code to the front server, which calls it without Next's router in between. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { hasFailedSince, isDatabaseAway, watchDatabase } = await import('./db/watch')
  void watchDatabase()
  const { takeHandlers } = globalThis as { takeHandlers?: (handlers: object) => void }
  if (!takeHandlers) return
  const { apiRoutes } = await import('./app/api/routes')
  takeHandlers({ apiRoutes, database: { hasFailedSince, isDatabaseAway } })
}
