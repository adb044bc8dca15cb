import { useEffect, useReducer } from 'react'
import { atFirst, next, type Signal, statusOf } from '@/components/live/live-status'
import { joinStream } from '@/components/live/shared-stream'
import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import type { PresentMember } from '@/lib/presence/schema'

/** What takes less is not shown. */
const MOMENT = 300

type Options = {
  board: Board
  /** Where the stream takes over from the page as it was rendered. */
  cursor: string
  onChange: (event: ChangeEvent) => void
  /** All who are at the board now; none while that cannot be known. */
  onPresence: (members: PresentMember[]) => void
  /** The stream cannot resume from where we were: the page has to be loaded afresh, and brings a new cursor. */
  onResync: () => void
}

/** Follows the changes of a pipeline; a lost stream is resumed from the last event seen. */
export function useLiveBoard({ board, cursor, onChange, onPresence, onResync }: Options) {
  const [live, happen] = useReducer(next, atFirst)
  const { userId } = board
  const pipelineId = board.pipeline.id

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onSignal = (signal: Signal) => {
      clearTimeout(timer)
      if (signal === 'lost') onPresence([])
      if (signal !== 'ready') timer = setTimeout(() => happen('slow'), MOMENT)
      happen(signal)
    }
    const onNetwork = ({ type }: Event) => {
      if (type === 'offline') onPresence([])
      happen(type as 'online' | 'offline')
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
