import { browserAuth, FORM_ERRORS } from '@/lib/http/browser-auth'
import { methods } from '@/lib/http/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: browserAuth(
    'callback/credentials',
    'signInBrowser',
    'Browser sign-in, as a form with a CSRF token',
    FORM_ERRORS,
  ),
})
