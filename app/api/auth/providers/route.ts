import { browserAuth } from '@/lib/http/browser-auth'
import { methods } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: browserAuth('providers', 'listSignInProviders', 'Browser sign-in: the ways to sign in'),
})
