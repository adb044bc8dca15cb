'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { unpack } from '@/lib/board/board-format'
import { Board } from './board'
import { FirstView } from './first-view/first-view'

const never = () => () => {}

/** The client root of the board page: the first view as long as nothing can be done with it, then the board. */
export function BoardRoot({ packed }: { packed: string }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const board = useMemo(() => unpack(packed), [packed])
  return inBrowser ? <Board board={board} /> : <FirstView board={board} />
}
