import { ApiError } from '@/components/api'

/** The toast action that signs in again after a 401. */
export function signIn(reason: unknown) {
  if (!(reason instanceof ApiError) || reason.status !== 401) return
  const back = encodeURIComponent(location.pathname + location.search)
  return { label: 'Sign in', onClick: () => location.assign(`/login?next=${back}`) }
}
