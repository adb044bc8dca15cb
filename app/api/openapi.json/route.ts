import * as z from 'zod'
import { openApi } from '@/lib/http/openapi'
import { methods, publicRoute } from '@/lib/http/route'

const document = publicRoute({ summary: 'This document', answer: z.looseObject({ openapi: z.string() }) }, async () => {
  const { apiRoutes } = await import('../routes')
  return openApi(apiRoutes)
})

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: document })
