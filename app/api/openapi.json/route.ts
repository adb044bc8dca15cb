import * as z from 'zod'
import { openApi } from '@/lib/http/openapi/document'
import { methods, publicRoute } from '@/lib/http/route'

let document: ReturnType<typeof openApi> | undefined

const getDocument = publicRoute(
  {
    operationId: 'getDocument',
    summary: 'Get this document',
    answer: z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApiDocument' }),
  },
  async () => {
    document ??= openApi((await import('../routes')).apiRoutes)
    return document
  },
)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: getDocument })
