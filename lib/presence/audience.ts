import type { Roster } from './roster'
import type { PresentMember } from './schema'

export type Tell = (members: PresentMember[]) => void

export function createAudience(roster: Roster) {
  const listeners = new Map<string, Set<Tell>>()

  return {
    boards: () => listeners.keys(),
    isAt: (board: string) => listeners.has(board),
    add(board: string, tell: Tell) {
      const tells = listeners.get(board) ?? new Set()
      listeners.set(board, tells.add(tell))
      return () => {
        tells.delete(tell)
        if (!tells.size && listeners.get(board) === tells) listeners.delete(board)
      }
    },
    tellAll(board: string) {
      const members = roster.members(board)
      for (const each of listeners.get(board) ?? []) each(members)
    },
  }
}
