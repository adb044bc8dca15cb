import { methods, publicRoute } from '@/lib/route'
import { refreshTokensOnce } from '@/lib/sessions/commands'
import { RefreshRequest, TokenPair } from '@/lib/sessions/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: publicRoute(
    {
      summary: 'Swap a refresh token for a new pair',
      body: RefreshRequest,
      answer: TokenPair,
      errors: ['unauthenticated'],
    },
    ({ body }) => refreshTokensOnce(body.refresh_token),
  ),
})
