import * as z from 'zod'
import { notFound } from '@/lib/errors'
import { publicRoute } from '@/lib/http/route'

const unknown = publicRoute(
  { operationId: 'refuse', summary: 'An address that is not here', query: z.unknown() },
  () => {
    throw notFound('address')
  },
)

export {
  unknown as GET,
  unknown as HEAD,
  unknown as POST,
  unknown as PUT,
  unknown as PATCH,
  unknown as DELETE,
  unknown as OPTIONS,
}
