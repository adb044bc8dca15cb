import { getHealth, Health } from '@/lib/http/health'
import { methods, publicRoute } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: publicRoute(
    { operationId: 'getHealth', summary: 'Whether the server can serve', answer: Health, errors: ['unavailable'] },
    getHealth,
  ),
})
