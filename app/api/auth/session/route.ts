import { browserAuth } from '@/lib/browser-auth'
import { methods } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: browserAuth('session', 'Browser sign-in: the session of the cookie'),
})
