import { isSignedIn } from '@/lib/auth/require-actor'
import { IsSignedIn } from '@/lib/auth/schema'
import { methods, publicRoute } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: publicRoute(
    { operationId: 'isSignedIn', summary: 'Whether the token or session is good', answer: IsSignedIn },
    ({ request }) => isSignedIn(request.headers),
  ),
})
