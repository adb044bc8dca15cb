import { browserAuth, FORM_ERRORS } from '@/lib/browser-auth'
import { methods } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: browserAuth('signout', 'Browser sign-out, as a form with a CSRF token', FORM_ERRORS),
})
