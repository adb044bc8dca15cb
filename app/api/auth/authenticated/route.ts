import { isSignedIn } from '@/lib/auth'
import { methods, publicRoute } from '@/lib/route'
import { IsSignedIn } from '@/lib/sessions/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: publicRoute({ summary: 'Whether the token or session is good', answer: IsSignedIn }, ({ request }) =>
    isSignedIn(request.headers),
  ),
})
