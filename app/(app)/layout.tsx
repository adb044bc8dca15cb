import type { ReactNode } from 'react'
import { OutboxRoot } from '@/components/shell/outbox-root'
import { roleName } from '@/components/shell/role-name'
import { SessionGuard } from '@/components/shell/session-guard'
import { Sidebar } from '@/components/shell/sidebar'
import { mainId, SkipLink } from '@/components/shell/skip-link'
import { TopBar } from '@/components/shell/top-bar'
import { findPageActor } from '@/lib/auth/page-actor'
import { getFrame } from '@/lib/frame/queries'

/** The frame around every page. Strangers get none: each page sends them to the login and back to its own address. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await findPageActor()
  if (!actor) return children
  const { user, ...frame } = await getFrame(actor)
  return (
    <div className="flex h-dvh flex-col lg:flex-row">
      <OutboxRoot userId={actor.userId} tenantId={actor.tenantId} />
      <SkipLink />
      <SessionGuard userId={actor.userId} tenantId={actor.tenantId} />
      <TopBar />
      <Sidebar {...frame} user={{ ...user, role: roleName(user.role) }} />
      <main id={mainId} tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none">
        {children}
      </main>
    </div>
  )
}
