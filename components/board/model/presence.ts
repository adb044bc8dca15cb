import { api } from '@/components/api'
import { createObservable, type Observable } from '@/components/observable'
import type { Board } from '@/lib/board/schema'
import type { PresentMember } from '@/lib/presence/schema'
import type { BoardStore } from '../store/board-store'
import type { DragState } from './drag-state'
import { createHoldReporter } from './hold-reporter'

/** Knows which other members are at the board and which deal each drags, and reports the one that is dragged here. */
export function createPresence(board: Board, store: BoardStore, drag: Observable<DragState | null>) {
  const others = createObservable<PresentMember[]>([])
  const reporter = createHoldReporter((holds) =>
    api(`/api/pipelines/${board.pipeline.id}/presence`, { method: 'POST', body: { holds } }),
  )
  const reportHold = () => reporter.report(others.get().length ? (drag.get()?.id ?? null) : null)
  const nameOf = (userId: string) => store.memberName(userId) ?? 'Someone'

  drag.subscribe(reportHold)
  others.subscribe(reportHold)

  return {
    others,
    take: (members: PresentMember[]) => others.set(members.filter(({ userId }) => userId !== board.userId)),
    nameOf,
    /** The name of the other member who drags this deal. */
    holderOf(id: string) {
      const holder = others.get().find(({ holds }) => holds === id)
      return holder && nameOf(holder.userId)
    },
  }
}
