import type { Card } from '@/lib/board/schema'

export type Row = Required<Card>
