import { card } from '@/components/board/store/fixtures'
import type { Row } from './row'

const moment = '2026-11-01T00:00:00.000Z'

export const row = (id: string, fields: Partial<Row> = {}): Row => ({
  ...card(id, 's', 'a0'),
  createdAt: moment,
  updatedAt: moment,
  ...fields,
})
