import { useEffect, useReducer } from 'react'
import { type ApiError, api } from '@/components/api'
import { joinStream } from '@/components/live/join-stream'
import { initialLive, nextLive, type Signal, statusOf } from '@/components/live/live-status'
import { useSessionOver } from '@/components/session'
import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import type { PresentMember } from '@/lib/presence/schema'

/** Milliseconds after which a stream that is not ready counts as slow. */
const MOMENT = 300

type Options = {
  board: Board
  /** The cursor of the page as it was rendered. */
  cursor: string
  onChange: (event: ChangeEvent) => void
  /** Gets all members at the board; none while that is unknown. */
  onPresence: (members: PresentMember[]) => void
  /** Called when changes have been lost and the page must be loaded again. */
  onResync: () => void
}

/** Finds out why a stream was refused: a 401 ends the session, and what may not be seen any more is left. */
function findReason(pipelineId: string) {
  api(`/api/pipelines/${pipelineId}`).catch(({ status }: ApiError) => {
    if (status === 403 || status === 404) location.reload()
  })
}

/** Follows the changes of a pipeline and returns the status of the stream. */
export function useLiveBoard({ board, cursor, onChange, onPresence, onResync }: Options) {
  const [live, dispatch] = useReducer(nextLive, initialLive)
  const { userId } = board
  const pipelineId = board.pipeline.id
  const isOver = useSessionOver()

  useEffect(() => {
    if (isOver) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const onSignal = (signal: Signal) => {
      clearTimeout(timer)
      if (['lost', 'refused', 'delayed'].includes(signal)) onPresence([])
      if (signal === 'refused' && !document.hidden) findReason(pipelineId)
      if (signal !== 'ready') timer = setTimeout(() => dispatch('slow'), MOMENT)
      dispatch(signal)
    }
    const onNetwork = ({ type }: Event) => {
      if (type === 'offline') onPresence([])
      dispatch(type as 'online' | 'offline')
    }
    const leave = joinStream({ userId, pipelineId, cursor, onChange, onPresence, onResync, onSignal })
    addEventListener('online', onNetwork)
    addEventListener('offline', onNetwork)
    return () => {
      clearTimeout(timer)
      leave()
      removeEventListener('online', onNetwork)
      removeEventListener('offline', onNetwork)
    }
  }, [isOver, userId, pipelineId, cursor, onChange, onPresence, onResync])

  return statusOf(live)
}
