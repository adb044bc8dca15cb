import { ApiError } from '@/components/api'

type Refusal = { message: string; description: string; remedy?: 'try again' | 'sign in' }

/** Why a deal went back to its place, and what to do. `who` changed it meanwhile, where that is known. */
export function refusedMove(title: string, reason: unknown, who = 'Someone'): Refusal {
  const status = reason instanceof ApiError ? reason.status : 0
  const detail = reason instanceof ApiError ? reason.detail : ''
  const message = `“${shortened(title)}” was not moved`
  if (status === 0)
    return { message, description: 'The server cannot be reached. Check your connection.', remedy: 'try again' }
  if (status >= 500)
    return { message, description: 'The server had a problem. The deal is back in its place.', remedy: 'try again' }
  if (status === 401) return { message, description: 'You are signed out.', remedy: 'sign in' }
  if (status === 404) return { message, description: `${who} deleted it meanwhile.` }
  if (status === 412 || status === 409)
    return { message, description: `${who} changed it meanwhile; the board shows the current state.` }
  return { message, description: detail }
}

const shortened = (title: string) => (title.length > 60 ? `${title.slice(0, 59).trimEnd()}…` : title)
