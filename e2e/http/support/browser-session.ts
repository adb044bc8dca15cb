import { expect } from 'vitest'
import { BASE_URL } from './settings'
import type { Member } from './tenant'

/** The cookies of a sign-in as the browser makes it, and the line that sets the session's. */
export async function signInByBrowser(member: Member) {
  const { csrf, answer } = await askToSignIn(member)
  expect(answer.status).toBe(200)
  return {
    cookie: `${cookiesOf(csrf)}; ${cookiesOf(answer)}`,
    session: answer.headers.getSetCookie().find((line) => line.includes('session-token'))!,
  }
}

export async function askToSignIn({ account: { email, password } }: Member) {
  const csrf = await fetch(`${BASE_URL}/api/auth/csrf`)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await fetch(`${BASE_URL}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  })
  return { csrf, answer }
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
