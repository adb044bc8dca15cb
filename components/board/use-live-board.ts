'use client'

import { useEffect, useState } from 'react'
import type { ChangeEvent } from '@/lib/board/schema'

export type LiveStatus = 'connecting' | 'live' | 'reconnecting'

type Options = {
  pipelineId: string
  /** Where the stream takes over from the page as it was rendered. */
  cursor: string
  onChange: (event: ChangeEvent) => void
  /** The stream cannot resume from where we were: the page has to be loaded afresh, and brings a new cursor. */
  onResync: () => void
}

const FIRST_RETRY = 1_000
const LAST_RETRY = 30_000
/** A browser has few connections per site: a tab out of sight gives its own back and resumes when it is looked at. */
const HIDDEN_FOR = 60_000

/** Follows the changes of a pipeline; a lost stream is resumed from the last event seen. */
export function useLiveBoard({ pipelineId, cursor, onChange, onResync }: Options): LiveStatus {
  const [status, setStatus] = useState<LiveStatus>('connecting')

  useEffect(() => {
    let last = cursor
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let retry = FIRST_RETRY

    function connect() {
      clearTimeout(timer)
      source?.close()
      source = new EventSource(`/api/changes/stream?pipelineId=${pipelineId}&after=${encodeURIComponent(last)}`)
      source.addEventListener('ready', () => {
        retry = FIRST_RETRY
        setStatus('live')
      })
      source.addEventListener('change', (message) => {
        last = message.lastEventId || last
        onChange(JSON.parse(message.data))
      })
      source.addEventListener('resync', () => {
        close()
        onResync()
      })
      source.addEventListener('error', () => {
        setStatus('reconnecting')
        if (source?.readyState !== EventSource.CLOSED) return
        timer = setTimeout(connect, retry)
        retry = Math.min(retry * 2, LAST_RETRY)
      })
    }

    function close() {
      clearTimeout(timer)
      source?.close()
      source = undefined
    }

    function onVisibility() {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(close, HIDDEN_FOR)
      else if (source?.readyState !== EventSource.OPEN) connect()
    }

    connect()
    document.addEventListener('visibilitychange', onVisibility)
    const onOffline = () => setStatus('reconnecting')
    addEventListener('online', connect)
    addEventListener('offline', onOffline)
    return () => {
      close()
      document.removeEventListener('visibilitychange', onVisibility)
      removeEventListener('online', connect)
      removeEventListener('offline', onOffline)
    }
  }, [pipelineId, cursor, onChange, onResync])

  return status
}
