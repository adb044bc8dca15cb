import type { PresentMember } from './schema'

/** A member at a pipeline. */
export type Seat = { tenantId: string; pipelineId: string; userId: string }
export type Notice = Seat & { what: 'here' | 'gone' | 'holds' | 'drops'; dealId?: string }

/** How long a word counts that is not repeated: a process may have died, a browser may have lost its network. */
const HERE_MS = 45_000
const HOLD_MS = 15_000

type Present = { processes: Map<string, number>; hold?: { dealId: string; until: number } | undefined }

/** Of a tenant, so that another one's id of a pipeline is another board. */
export const boardOf = ({ tenantId, pipelineId }: Omit<Seat, 'userId'>) => `${tenantId} ${pipelineId}`

/** Who is at which board, by what each process has said of its own streams. Kept in memory alone. */
export class Roster {
  #boards = new Map<string, Map<string, Present>>()

  /** Whether it changes what is shown of the board. */
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

  /** Whether the member is there through no other process. */
  isOnlyAt = (process: string, seat: Seat) => {
    const { processes } = this.#find(seat) ?? {}
    return processes?.size === 1 && processes.has(process)
  }

  /** Forgets what nobody has repeated in time; the boards that look different now. */
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
