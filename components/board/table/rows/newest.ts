import type { ShownCard } from '@/components/board/store/board-store'
import type { Row } from './row'

/** A loaded row as the board has it, where that is newer or on its way. */
export const newestOf = (row: Row, shown: ShownCard | undefined): Row =>
  shown && (shown.saving || shown.card.version >= row.version) ? { ...row, ...shown.card } : row
