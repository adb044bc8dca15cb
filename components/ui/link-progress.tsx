'use client'

import { useLinkStatus } from 'next/link'

/** A mark in a link whose page takes a while to come. */
export function LinkProgress() {
  return (
    useLinkStatus().pending && (
      <span
        role="status"
        className="ml-auto size-1.5 shrink-0 animate-pulse rounded-full bg-accent transition-opacity delay-300 starting:opacity-0"
      >
        <span className="sr-only">Loading…</span>
      </span>
    )
  )
}
