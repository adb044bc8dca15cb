import { browserAuth } from '@/lib/browser-auth'
import { methods } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: browserAuth('csrf', 'Browser sign-in: the CSRF token that its forms carry'),
})
