'use client'

import { signIn } from 'next-auth/react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { announceSession } from '../session'
import { Field } from '../ui/forms/field'
import { FormError } from '../ui/forms/form-error'
import { Input } from '../ui/forms/input'
import { DemoAccounts } from './demo-accounts'

const messages: Record<string, string> = {
  CredentialsSignin: 'The email address or the password is not right.',
  unavailable: 'The database does not answer right now. Try again in a moment.',
  unreachable: 'The server cannot be reached, or this browser keeps no cookies. Check both and try again.',
}

const whyNot = () =>
  fetch('/api/health').then(
    ({ status }) => (status === 503 ? 'unavailable' : 'unreachable'),
    () => 'unreachable',
  )

export function LoginForm({ next, demoPassword }: { next: string; demoPassword?: string }) {
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    setBusy(true)
    setError(undefined)
    const answer = await signIn('credentials', { redirect: false, email, password }).catch(() => undefined)
    if (answer?.ok && !answer.error) {
      announceSession()
      return location.assign(next)
    }
    setBusy(false)
    setError(wording(answer?.error ?? (await whyNot())))
    const field = form.current?.elements.namedItem('password') as HTMLInputElement
    field.focus()
    field.select()
  }

  function fill(email: string, password: string) {
    for (const [name, value] of Object.entries({ email, password }))
      (form.current?.elements.namedItem(name) as HTMLInputElement).value = value
    form.current?.requestSubmit()
  }

  return (
    <>
      <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
        <FormError message={error} />
        <Field label="Email">
          <Input name="email" type="email" autoComplete="username" required autoFocus spellCheck={false} />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button type="submit" variant="primary" busy={busy} className="mt-1 h-9">
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      {demoPassword && <DemoAccounts password={demoPassword} onChoose={(email) => fill(email, demoPassword)} />}
    </>
  )
}

const wording = (error: string) =>
  messages[error] ?? (error.startsWith('Too many') ? error : 'Signing in did not work. Try again in a moment.')
