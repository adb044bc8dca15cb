import { ACCESS_SECONDS, issueTokens, signIn } from '../auth/commands'
import { clientAddress } from '../auth/login-attempts'
import { actAs } from '../auth/require-actor'
import { getMe } from './queries'

/** Signs in with a new session and its tokens. Throws unauthenticated for anything wrong, and too_many_requests. */
export async function signInWithTokens({ email, password }: { email: string; password: string }, from: Headers) {
  const session = await signIn({ email, password, address: clientAddress(from) })
  const user = await getMe(await actAs(session.tenantId, session.userId, 'api'))
  return { user, ...(await issueTokens(session.id)), expires_in: ACCESS_SECONDS }
}
