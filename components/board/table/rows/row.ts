import type { Card } from '@/lib/board/schema'

/** A card as the server lists it under a sort. */
export type Row = Required<Card>
