'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { unpack } from '@/lib/board/board-format'
import { PageHeader } from '../shell/page-header'
import { Board } from './board'
import { BoardSkeleton } from './first-view/board-skeleton'
import * as classes from './paint/classes'

const never = () => () => {}

/** The client root of the board page; without `packed` the server put the board and its first view into the page. */
export function BoardRoot({ name, packed }: { name: string; packed: string | undefined }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const board = useMemo(() => (inBrowser ? unpack(packed ?? besideThePage()) : undefined), [inBrowser, packed])
  if (board) return <Board board={board} />
  return packed === undefined ? <FirstView name={name} /> : <BoardSkeleton />
}

const besideThePage = () => document.getElementById('board-data')!.textContent

/** The mark where the server puts the first columns; React leaves it alone. */
function FirstView({ name }: { name: string }) {
  return (
    <>
      <PageHeader title={name}>
        <span className="h-7 touch:h-11" />
      </PageHeader>
      <div className="h-[45px] shrink-0 border-b border-border sm:hidden" />
      <div
        className={classes.columns}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own
        dangerouslySetInnerHTML={{ __html: '<!--first-view-->' }}
      />
    </>
  )
}
