import { browserAuth } from '@/lib/browser-auth'
import { methods } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: browserAuth('providers', 'Browser sign-in: the ways to sign in'),
})
