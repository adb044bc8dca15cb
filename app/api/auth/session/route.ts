import { browserAuth } from '@/lib/http/browser-auth'
import { methods } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: browserAuth('session', 'getBrowserSession', 'Browser sign-in: the session of the cookie'),
})
