import { env } from '../env'

export function secret() {
  const { NEXTAUTH_SECRET } = env()
  if (!NEXTAUTH_SECRET) throw new Error('NEXTAUTH_SECRET is not set; without it no session can be signed.')
  return NEXTAUTH_SECRET
}

export const isHttps = () => env().NEXTAUTH_URL?.startsWith('https://') ?? false
export const sessionCookie = () => `${isHttps() ? '__Secure-' : ''}next-auth.session-token`
