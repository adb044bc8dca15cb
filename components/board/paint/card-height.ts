import { cardLines } from '@/lib/board/card-fields'
import type { Card } from '@/lib/board/schema'
import type { Look } from '../url/shape'

const LINE = 20
const LETTERS = 34
/** In pixels: borders and padding, and the gap between lines. `lines` is the most of a title. */
const densities = {
  compact: { around: 14, gap: 2, lines: 1 },
  regular: { around: 22, gap: 4, lines: 2 },
  roomy: { around: 34, gap: 8, lines: 3 },
}

/** The estimated height of a card in pixels, until it is measured. */
export function cardHeight(
  card: Pick<Card, 'title' | 'clientName' | 'tags' | (typeof cardLines)[number]> | undefined,
  { density, fields }: Look,
) {
  const { around, gap, lines } = densities[density]
  const title = Math.min(lines, Math.ceil((card?.title.length ?? 0) / LETTERS) || 1)
  const hasClient = density !== 'compact' && fields.has('client') && card?.clientName !== null
  const hasTags = fields.has('tags') && card !== undefined && card.tags.length > 0
  const shownLines = cardLines.filter((name) => fields.has(name) && card?.[name]).length
  const hasFigures = (['amount', 'closes', 'probability', 'owner'] as const).some((field) => fields.has(field))
  return (
    around +
    title * LINE +
    (hasClient ? 16 + gap : 0) +
    (hasTags ? LINE + gap : 0) +
    shownLines * (16 + gap) +
    (hasFigures ? LINE + gap : 0)
  )
}
