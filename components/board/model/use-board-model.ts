import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { outbox } from '@/components/outbox/outbox'
import type { Board } from '@/lib/board/schema'
import { filterOf, queryOf } from '../url/filter'
import { shapeOf } from '../url/shape'
import { useBoardRouter } from '../url/use-board-router'
import { createBoardModel } from './board-model'
import { useLiveBoard } from './use-live-board'

/** The board's model, updated by renders of the server and by the stream. */
export function useBoardModel(board: Board, openDeal: (id: string) => void) {
  const router = useBoardRouter()
  const address = useSearchParams()
  const filter = queryOf(filterOf(address))
  const { sort = '', lanes = '' } = shapeOf(address)
  const [model] = useState(() =>
    createBoardModel(board, { filter, sort, lanes }, { refreshPage: router.refresh, openDeal }),
  )
  useEffect(() => outbox.attach(model.view), [model])
  useEffect(() => {
    const { store, isChangedElsewhere, standIn } = model
    return model.guardFocus((gone, next) => {
      if (isChangedElsewhere(gone.id) && !store.isPending(gone.id)) standIn(gone, next)
    })
  }, [model])
  const [resumeFrom, setResumeFrom] = useState(board.cursor)
  const afresh = useRef(false)
  const latestBoard = useRef(board)

  useEffect(() => {
    if (latestBoard.current === board) return
    latestBoard.current = board
    model.take(board, { filter, sort, lanes }, afresh.current)
    if (afresh.current) setResumeFrom(board.cursor)
    afresh.current = false
  }, [model, board, filter, sort, lanes])

  const resync = useCallback(() => {
    afresh.current = true
    router.refresh()
  }, [router])
  const status = useLiveBoard({
    board,
    cursor: resumeFrom,
    onChange: model.receive,
    onPresence: model.presence.take,
    onResync: resync,
  })

  return { model, status }
}
