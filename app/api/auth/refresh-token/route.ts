import { refreshTokensOnce } from '@/lib/auth/commands'
import { RefreshRequest, TokenPair } from '@/lib/auth/schema'
import { methods, publicRoute } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: publicRoute(
    {
      operationId: 'refreshToken',
      summary: 'Swap a refresh token for a new pair',
      body: RefreshRequest,
      answer: TokenPair,
      errors: ['unauthenticated'],
    },
    ({ body }) => refreshTokensOnce(body.refresh_token),
  ),
})
