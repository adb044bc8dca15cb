import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { EmptyState } from '@/components/ui/empty-state'
import { findPageActor } from '@/lib/auth'

export const metadata: Metadata = { title: 'No access' }

export default async function NoAccessPage() {
  if (!(await findPageActor())) redirect('/login')
  return (
    <EmptyState title="Your role does not include this">
      Ask an admin of your team for the permission; it works from your next click on.
    </EmptyState>
  )
}
