import type { Metadata } from 'next'
import { cache } from 'react'
import { Board } from '@/components/board/board'
import { found } from '@/components/shell/found'
import { requirePageActor } from '@/lib/auth'
import { getBoard } from '@/lib/board/queries'

type Props = { params: Promise<{ pipelineId: string }> }

const load = cache(async (pipelineId: string) => {
  const actor = await requirePageActor(`/pipelines/${pipelineId}`, 'VIEW_SALES_PIPELINES')
  return found(pipelineId, (id) => getBoard(actor, id))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pipeline } = await load((await params).pipelineId)
  return { title: pipeline.name }
}

export default async function BoardPage({ params }: Props) {
  const board = await load((await params).pipelineId)
  const today = new Date().toISOString().slice(0, 10)
  return <Board key={board.pipeline.id} board={board} today={today} />
}
