import { createElement } from 'react'
import { type PackedBoard, unpackColumn } from '@/lib/board/board-format'
import type { BoardStage } from '@/lib/pipelines/schema'
import { FirstColumn } from './first-column'

// Next refuses a static import of react-dom/server.
const { renderToStaticMarkup } = await import('react-dom/server')

/** The columns and cards that most screens show before they are scrolled. */
const COLUMNS = 5
const CARDS = 9
const MOST_CACHED = 600
const HOUR = 3_600_000

const cache = new Map<string, string>()

/** The first columns and cards as HTML; a column with the same content is rendered once an hour, for its days to pass. */
export const firstViewHtml = (board: string) => {
  const packed: PackedBoard = JSON.parse(board)
  return packed.stages
    .slice(0, COLUMNS)
    .map((stage) => columnHtml(stage, packed))
    .join('')
}

function columnHtml(stage: BoardStage, { pipeline, totals, cards, members }: PackedBoard) {
  const shown = (cards[stage.id] ?? []).slice(0, CARDS)
  const owners = new Set(shown.map(({ 7: ownerId }) => ownerId))
  const column = {
    currency: pipeline.currency,
    totals: totals.filter(([stageId]) => stageId === stage.id),
    cards: shown,
    members: members.filter(({ id }) => owners.has(id)),
  }
  const key = JSON.stringify([stage, column, Math.floor(Date.now() / HOUR)])
  const html = cache.get(key) ?? render(stage, column)
  cache.delete(key)
  cache.set(key, html)
  if (cache.size > MOST_CACHED) cache.delete(cache.keys().next().value!)
  return html
}

type Shown = Pick<PackedBoard, 'totals' | 'members'> & { currency: string; cards: PackedBoard['cards'][string] }

function render(stage: BoardStage, { currency, totals, cards, members }: Shown) {
  const column = unpackColumn(stage, totals, cards)
  return renderToStaticMarkup(
    createElement(FirstColumn, { stage, totals: column.totals, cards: column.page.items, members, currency }),
  )
}
