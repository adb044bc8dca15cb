import { getHealth, Health } from '@/lib/health'
import { methods, publicRoute } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: publicRoute({ summary: 'Whether the server can serve', answer: Health, errors: ['unavailable'] }, getHealth),
})
