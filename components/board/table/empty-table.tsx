import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useBoard } from '../model/board-context'
import { boardUrl } from '../url/board-url'
import { useFilter } from '../url/use-filter'
import type { RowsState } from './rows/loaded-rows'

export function EmptyTable({ status, onRetry }: { status: RowsState['status']; onRetry: () => void }) {
  const { model } = useBoard()
  const { apply } = useFilter()
  if (status === 'failed')
    return (
      <EmptyState title="The deals could not be loaded" action={<Button onClick={onRetry}>Try again</Button>}>
        The server cannot be reached, or had a problem.
      </EmptyState>
    )
  if (model.isFiltered())
    return (
      <EmptyState title="No deals match" action={<Button onClick={() => apply({})}>Show all deals</Button>}>
        Nothing in this pipeline passes the filter.
      </EmptyState>
    )
  const toBoard = () => history.pushState(null, '', boardUrl({ view: 'board' }))
  return (
    <EmptyState title="No deals yet" action={<Button onClick={toBoard}>Go to the board</Button>}>
      Each deal of this pipeline will be a row here. Add the first one on the board.
    </EmptyState>
  )
}
