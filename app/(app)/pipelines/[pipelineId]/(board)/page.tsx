import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { BoardRoot } from '@/components/board/board-root'
import { found } from '@/components/shell/found'
import { requirePageActor } from '@/lib/auth/page-actor'
import { getBoard } from '@/lib/board/get-board'
import { LaneKind } from '@/lib/board/schema'
import { readFilter } from '@/lib/deals/searching/deal-filter'
import { Sort } from '@/lib/deals/searching/sort'
import { requirePipeline } from '@/lib/pipelines/queries'
import { openingQuery } from '@/lib/views/queries'

type Address = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ pipelineId: string }>; searchParams: Promise<Address> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  const { name } = await found((await params).pipelineId, (id) => requirePipeline(actor, id))
  return { title: name }
}

export default async function BoardPage({ params, searchParams }: Props) {
  const { pipelineId } = await params
  return <BoardRoot key={pipelineId} packed={await load(pipelineId, await searchParams)} />
}

async function load(pipelineId: string, address: Address) {
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  const query = await openingQuery(actor, pipelineId, new URLSearchParams(Object.entries(address).flatMap(single)))
  if (query !== undefined) redirect(`/pipelines/${pipelineId}?${query}`)
  const shape = { sort: Sort.safeParse(address.sort).data, lanes: LaneKind.safeParse(address.lanes).data }
  return found(pipelineId, (id) => getBoard(actor, id, readFilter(address), shape))
}

const single = ([key, value]: [string, Address[string]]) => (typeof value === 'string' ? [[key, value]] : [])
