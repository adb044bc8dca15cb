import type { Roster } from './roster'
import type { PresentMember } from './schema'

export type Tell = (members: PresentMember[]) => void

/** The streams of this process, by the board that they look at. */
export function createAudience(roster: Roster) {
  const told = new Map<string, Set<Tell>>()

  return {
    boards: () => told.keys(),
    isAt: (board: string) => told.has(board),
    /** Until the returned function is called. */
    add(board: string, tell: Tell) {
      const tells = told.get(board) ?? new Set()
      told.set(board, tells.add(tell))
      return () => {
        tells.delete(tell)
        if (!tells.size && told.get(board) === tells) told.delete(board)
      }
    },
    tellAll(board: string) {
      const members = roster.members(board)
      for (const each of told.get(board) ?? []) each(members)
    },
  }
}
