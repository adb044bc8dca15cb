import { Credentials } from '@/lib/auth/schema'
import { methods, publicRoute } from '@/lib/http/route'
import { signInWithTokens } from '@/lib/users/commands'
import { SignedIn } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: publicRoute(
    {
      operationId: 'signIn',
      summary: 'Sign in for a bearer token',
      body: Credentials,
      answer: SignedIn,
      errors: ['unauthenticated', 'too_many_requests'],
    },
    ({ body, request }) => signInWithTokens(body, request.headers),
  ),
})
