import type { Card } from '@/lib/board/schema'
import type { Look } from '../url/shape'

const LINE = 20
const LETTERS = 34
/** Borders and padding together, the gap between two lines, and how many lines a title may take. */
const densities = {
  compact: { around: 14, gap: 2, lines: 1 },
  regular: { around: 22, gap: 4, lines: 2 },
  roomy: { around: 34, gap: 8, lines: 3 },
}

/** How high a card will be, near enough to scroll by before it has been measured. */
export function heightOf(card: Pick<Card, 'title' | 'clientName' | 'tags'> | undefined, { density, fields }: Look) {
  const { around, gap, lines } = densities[density]
  const title = Math.min(lines, Math.ceil((card?.title.length ?? 0) / LETTERS) || 1)
  const hasClient = density !== 'compact' && fields.has('client') && card?.clientName !== null
  const hasTags = fields.has('tags') && card !== undefined && card.tags.length > 0
  const hasFigures = (['amount', 'closes', 'probability', 'owner'] as const).some((field) => fields.has(field))
  return around + title * LINE + (hasClient ? 16 + gap : 0) + (hasTags ? LINE + gap : 0) + (hasFigures ? LINE + gap : 0)
}
