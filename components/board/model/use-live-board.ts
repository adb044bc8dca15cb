import { useEffect, useReducer } from 'react'
import { joinStream } from '@/components/live/join-stream'
import { initialLive, nextLive, type Signal, statusOf } from '@/components/live/live-status'
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

/** Follows the changes of a pipeline and returns the status of the stream. */
export function useLiveBoard({ board, cursor, onChange, onPresence, onResync }: Options) {
  const [live, dispatch] = useReducer(nextLive, initialLive)
  const { userId } = board
  const pipelineId = board.pipeline.id

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onSignal = (signal: Signal) => {
      clearTimeout(timer)
      if (signal === 'lost' || signal === 'delayed') onPresence([])
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
  }, [userId, pipelineId, cursor, onChange, onPresence, onResync])

  return statusOf(live)
}
