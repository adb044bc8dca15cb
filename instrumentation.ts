/** Hands compiled code to the front server, which calls it without Next's router in between. */
export async function register() {
  const { takeHandlers } = globalThis as { takeHandlers?: (handlers: object) => void }
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !takeHandlers) return
  const { apiRoutes } = await import('./app/api/routes')
  const { readBoardPage } = await import('./app/(app)/pipelines/[pipelineId]/(board)/read')
  takeHandlers({ apiRoutes, readBoardPage })
}
