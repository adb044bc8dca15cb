import { endSession } from '@/lib/auth/commands'
import { methods, route } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      operationId: 'signOut',
      summary: 'End the session; its token and refresh token stop working at once',
      isFree: true,
    },
    (actor) => endSession(actor.sessionId),
  ),
})
