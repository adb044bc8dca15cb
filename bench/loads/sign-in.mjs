import { Failure } from '../../scripts/base/failure.mjs'

/**
 * Signs in as a browser does and returns the Cookie header of its pages.
 * @param {string} url @param {{ email: string, password: string }} login
 */
export async function signIn(url, login) {
  /** @type {Map<string, string>} */
  const cookies = new Map()
  const ask = async (/** @type {string} */ path, /** @type {RequestInit | undefined} */ init = undefined) => {
    const answer = await fetch(url + path, { redirect: 'manual', ...init, headers: { cookie: line(cookies) } })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  const { csrfToken } = await (await ask('/api/auth/csrf')).json()
  const body = new URLSearchParams({ ...login, csrfToken, json: 'true' })
  const answer = await ask('/api/auth/callback/credentials', { method: 'POST', body })
  if (!answer.ok || !line(cookies).includes('session-token'))
    throw new Failure(`nobody could sign in: ${answer.status} ${await answer.text()}`)
  return line(cookies)
}

/** A bearer token. @param {string} url @param {{ email: string, password: string }} login @returns {Promise<string>} */
export async function tokenOf(url, login) {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  if (!answer.ok) throw new Failure(`nobody could sign in: ${answer.status} ${await answer.text()}`)
  return (await answer.json()).token
}

const line = (/** @type {Map<string, string>} */ cookies) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
