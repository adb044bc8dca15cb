/** Hands the compiled route handlers to the front server, which calls them without Next's router in between. */
export async function register() {
  const { takeApiRoutes } = globalThis as { takeApiRoutes?: (routes: object) => void }
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !takeApiRoutes) return
  const { apiRoutes } = await import('./app/api/routes')
  takeApiRoutes(apiRoutes)
}
