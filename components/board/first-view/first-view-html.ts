import { createElement } from 'react'
import { type Packed, unpackColumn } from '@/lib/board/board-format'
import type { BoardStage } from '@/lib/board/schema'
import { FirstColumn } from './first-view'

// Next refuses it as an import of its own.
const { renderToStaticMarkup } = await import('react-dom/server')

/** As much as most screens show before they are scrolled. */
const COLUMNS = 5
const CARDS = 9
const MOST_KEPT = 600

const kept = new Map<string, string>()

/** The columns and cards in sight, as HTML. A column is rendered once for all that it shows. */
export const firstViewHtml = (board: string, today: string) => {
  const packed: Packed = JSON.parse(board)
  return packed.stages
    .slice(0, COLUMNS)
    .map((stage) => columnHtml(stage, packed, today))
    .join('')
}

function columnHtml(stage: BoardStage, { pipeline, totals, cards, members }: Packed, today: string) {
  const shown = (cards[stage.id] ?? []).slice(0, CARDS)
  const owners = new Set(shown.map(({ 7: ownerId }) => ownerId))
  const column = {
    currency: pipeline.currency,
    totals: totals.filter(([stageId]) => stageId === stage.id),
    cards: shown,
    members: members.filter(({ id }) => owners.has(id)),
  }
  const key = JSON.stringify([stage, column, today])
  const html = kept.get(key) ?? render(stage, column, today)
  kept.delete(key)
  kept.set(key, html)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  return html
}

type Shown = Pick<Packed, 'totals' | 'members'> & { currency: string; cards: Packed['cards'][string] }

function render(stage: BoardStage, { currency, totals, cards, members }: Shown, today: string) {
  const column = unpackColumn(stage, totals, cards)
  return renderToStaticMarkup(
    createElement(FirstColumn, { stage, totals: column.totals, cards: column.page.items, members, currency, today }),
  )
}
