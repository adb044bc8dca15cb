import { api } from '@/components/api'
import type { Board } from '@/lib/board/schema'
import type { PresentMember } from '@/lib/presence/schema'
import { type Cell, createCell } from '../store/observable'
import type { Drag } from './drag-state'
import { createHoldReporter } from './hold-reporter'

/** Who else is at the board and which of its deals they hold; tells them which one is held here. */
export function createPresence(board: Board, drag: Cell<Drag | null>) {
  const others = createCell<PresentMember[]>([])
  const names = new Map(board.members.map((member) => [member.id, member.name]))
  const hand = createHoldReporter((holds) =>
    api(`/api/pipelines/${board.pipeline.id}/presence`, { method: 'POST', body: { holds } }),
  )
  const hold = () => hand.hold(others.get().length ? (drag.get()?.id ?? null) : null)
  const nameOf = (userId: string) => names.get(userId) ?? 'Someone'

  drag.subscribe(hold)
  others.subscribe(hold)

  return {
    others,
    /** The same member in another tab or browser is nobody else. */
    take: (members: PresentMember[]) => others.set(members.filter(({ userId }) => userId !== board.userId)),
    nameOf,
    /** Their name. */
    holderOf(id: string) {
      const holder = others.get().find(({ holds }) => holds === id)
      return holder && nameOf(holder.userId)
    },
  }
}
