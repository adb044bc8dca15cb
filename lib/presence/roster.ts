import type { PresentMember } from './schema'

/** A member at a pipeline. */
export type Seat = { tenantId: string; pipelineId: string; userId: string }
export type Notice = Seat & { what: 'here' | 'gone' | 'holds' | 'drops'; dealId?: string }

/** Milliseconds for which a notice counts unless it is repeated, as processes die and browsers go offline. */
const HERE_MS = 45_000
const HOLD_MS = 15_000

type Present = { processes: Map<string, number>; hold?: { dealId: string; until: number } | undefined }

export const boardOf = ({ tenantId, pipelineId }: Omit<Seat, 'userId'>) => `${tenantId} ${pipelineId}`

export class Roster {
  #boards = new Map<string, Map<string, Present>>()

  /** Applies a notice; returns whether the board looks different now. */
  take(process: string, notice: Notice, now: number): boolean {
    const { what, userId, dealId } = notice
    const before = this.#find(notice)
    if (!before && (what === 'gone' || what === 'drops')) return false
    const present = before ?? this.#add(notice)
    const { hold, processes } = present
    const wasHere = processes.size > 0
    if (what === 'here') processes.set(process, now + HERE_MS)
    if (what === 'gone') processes.delete(process)
    if (what === 'holds') present.hold = { dealId: dealId!, until: now + HOLD_MS }
    if (what === 'drops' || (wasHere && !processes.size)) present.hold = undefined
    if (!processes.size && !present.hold) this.#remove(boardOf(notice), userId)
    return wasHere !== processes.size > 0 || (wasHere && hold?.dealId !== present.hold?.dealId)
  }

  members(board: string): PresentMember[] {
    const all = [...(this.#boards.get(board) ?? [])].filter(([, { processes }]) => processes.size)
    return all.map(([userId, { hold }]) => ({ userId, holds: hold?.dealId ?? null }))
  }

  holdOf = (seat: Seat) => this.#find(seat)?.hold?.dealId

  isOnlyAt = (process: string, seat: Seat) => {
    const { processes } = this.#find(seat) ?? {}
    return processes?.size === 1 && processes.has(process)
  }

  /** Removes what nobody has repeated in time; returns the boards that look different now. */
  expire(now: number): string[] {
    const changed = new Set<string>()
    for (const [board, members] of this.#boards)
      for (const [userId, present] of members) {
        for (const [process, until] of present.processes) if (until <= now) present.processes.delete(process)
        if (!present.processes.size) this.#remove(board, userId)
        else if (present.hold && present.hold.until <= now) present.hold = undefined
        else continue
        changed.add(board)
      }
    return [...changed]
  }

  #find = (seat: Seat) => this.#boards.get(boardOf(seat))?.get(seat.userId)

  #add(seat: Seat) {
    const board = boardOf(seat)
    const members = this.#boards.get(board) ?? new Map<string, Present>()
    this.#boards.set(board, members)
    const present: Present = { processes: new Map() }
    members.set(seat.userId, present)
    return present
  }

  #remove(board: string, userId: string) {
    const members = this.#boards.get(board)
    members?.delete(userId)
    if (!members?.size) this.#boards.delete(board)
  }
}
