import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { localPath } from '@/components/shell/local-path'
import { LoginArt } from '@/components/shell/login-art'
import { LoginForm } from '@/components/shell/login-form'
import { Mark } from '@/components/shell/mark'
import { findPageActor } from '@/lib/auth/page-actor'
import { DEMO_PASSWORD } from '@/lib/auth/passwords'
import { isDemo } from '@/lib/env'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export default async function LoginPage({ searchParams }: Props) {
  const next = localPath((await searchParams).next)
  if (await findPageActor()) redirect(next)
  return (
    <main className="relative isolate grid min-h-dvh items-start justify-items-center px-4 pt-[max(3rem,18dvh)] pb-12">
      <LoginArt />
      <div className="w-full max-w-xs md:rounded-xl md:border md:border-border md:bg-surface md:p-8 md:max-w-sm">
        <Mark size={36} />
        <h1 className="mt-5 text-lg font-semibold tracking-tight">Sign in to Penstock</h1>
        <p className="mt-1 mb-6 text-muted">Your pipelines are where you left them.</p>
        <LoginForm next={next} demoPassword={isDemo() ? DEMO_PASSWORD : undefined} />
      </div>
    </main>
  )
}
