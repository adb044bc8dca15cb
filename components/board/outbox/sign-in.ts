import { ApiError } from '@/components/api'

/** What to offer when a request was refused because the session is over. */
export function signIn(reason: unknown) {
  if (!(reason instanceof ApiError) || reason.status !== 401) return
  const back = encodeURIComponent(location.pathname + location.search)
  return { label: 'Sign in', onClick: () => location.assign(`/login?next=${back}`) }
}
