import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { isAppError } from '../errors'
import { endSession, SESSION_DAYS, signIn } from './commands'
import { isHttps, secret } from './cookie'
import { clientAddress } from './login-attempts'

/**
 * Options of next-auth, which signs the cookie and keeps its CSRF token; the session is a row in `sessions`. Faults of
 * the server go to `onFailure`, as next-auth would put their message into its answer.
 */
export const nextAuthOptions = (onFailure: (error: unknown) => void): NextAuthOptions => ({
  secret: secret(),
  useSecureCookies: isHttps(),
  session: { strategy: 'jwt', maxAge: SESSION_DAYS * 24 * 60 * 60 },
  pages: { signIn: '/login', error: '/login', signOut: '/login' },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(credentials, request) {
        const { email, password } = credentials ?? {}
        if (typeof email !== 'string' || typeof password !== 'string' || password.length > 1000) return null
        const address = clientAddress(new Headers(request.headers as Record<string, string>))
        try {
          const session = await signIn({ email, password, address })
          return { id: session.userId, sid: session.id }
        } catch (error) {
          if (isAppError(error) && error.code === 'unauthenticated') return null
          if (isAppError(error) && error.code === 'too_many_requests') throw error
          onFailure(error)
          return null
        }
      },
    }),
  ],
  callbacks: {
    redirect: ({ url, baseUrl }) =>
      URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl ? new URL(url, baseUrl).href : baseUrl,
    jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as { sid?: string }).sid } : token),
  },
  events: {
    signOut: async ({ token }) => {
      if (typeof token?.sid === 'string') await endSession(token.sid)
    },
  },
})
