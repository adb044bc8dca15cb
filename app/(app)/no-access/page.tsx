import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePageActor } from '@/lib/auth/page-actor'

export const metadata: Metadata = { title: 'No access' }

export default async function NoAccessPage() {
  await requirePageActor()
  return (
    <EmptyState title="Your role does not include this">
      Ask an admin of your team for the permission; it works from your next click on.
    </EmptyState>
  )
}
