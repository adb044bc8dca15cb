import { browserAuth } from '@/lib/http/browser-auth'
import { methods } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: browserAuth('csrf', 'getCsrfToken', 'Browser sign-in: the CSRF token that its forms carry'),
})
