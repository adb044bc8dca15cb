'use client'

import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { Me } from '@/lib/users/schema'
import { api } from '../api'
import { onSessionAnnounced, setSessionOver, useSessionOver } from '../session'
import { buttonClass } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

type Props = { userId: string; tenantId: string }

/** Covers the page once its session has ended, until the same person signs in again; for anybody else it reloads. */
export function SessionGuard({ userId, tenantId }: Props) {
  const isOver = useSessionOver()

  useEffect(() => {
    async function check() {
      const me = await api<Me>('/api/user/me').catch(() => undefined)
      if (!me) return
      if (me.id === userId && me.tenantId === tenantId) setSessionOver(false)
      else location.reload()
    }
    const guarding = new AbortController()
    const { signal } = guarding
    onSessionAnnounced(check, signal)
    document.addEventListener('visibilitychange', () => document.hidden || check(), { signal })
    addEventListener('pageshow', ({ persisted }) => persisted && check(), { signal })
    return () => guarding.abort()
  }, [userId, tenantId])

  return isOver && createPortal(<Cover />, document.body)
}

/** Closing it gives the focus back. */
function showModal(dialog: HTMLDialogElement) {
  dialog.showModal()
  return () => dialog.close()
}

/** In the browser's top layer, where nothing of the page is above it. */
function Cover() {
  const back = encodeURIComponent(location.pathname + location.search + location.hash)
  return (
    <dialog
      ref={showModal}
      onCancel={(event) => event.preventDefault()}
      onClose={({ currentTarget }) => currentTarget.isConnected && currentTarget.showModal()}
      aria-label="You are signed out"
      className="pointer-events-auto fixed inset-0 m-0 grid size-full max-h-none max-w-none place-items-center bg-canvas text-text"
    >
      <EmptyState
        title="You are signed out"
        action={
          <a href={`/login?next=${back}`} className={buttonClass('primary')}>
            Sign in
          </a>
        }
      >
        Sign in again to come back here. What you have typed is kept if you do so in another tab.
      </EmptyState>
    </dialog>
  )
}
