import { forLog } from '@/db/errors'
import { listen, MAX_PAYLOAD, notify } from '../log/notify'
import { type Attendance, createAttendance } from './attendance'
import type { Seat } from './roster'
import type { PresentMember } from './schema'

const CHANNEL = 'penstock_presence'

const shared = globalThis as typeof globalThis & { penstockPresence?: { self: string; attendance: Attendance } }
shared.penstockPresence ??= start()
const { self, attendance } = shared.penstockPresence

function start() {
  const self = crypto.randomUUID()
  return { self, attendance: createAttendance({ self, say: (lines) => say(self, lines) }) }
}

async function say(self: string, lines: string[]) {
  try {
    for (const payload of payloads(self, lines)) await notify(CHANNEL, payload)
  } catch (error) {
    // Notices are repeated within seconds, or no longer matter.
    console.error('Could not say who is here:', forLog(error))
  }
}

/** Counts a member as being at the board until the returned function is called, and tells their stream who is there. */
export function attend(seat: Seat, tell: (members: PresentMember[]) => void) {
  listen(CHANNEL, hear, attendance.catchUp)
  return attendance.enter(seat, tell)
}

/** Says which deal a member holds; resolves when all processes were told. */
export const hold = attendance.hold

function hear(payload: string) {
  const [process, ...lines] = payload.split('\n')
  if (process !== self) attendance.hear(process!, lines)
}

function payloads(self: string, lines: string[]) {
  const all: string[] = []
  for (const line of lines) {
    const last = all.at(-1)
    if (last && last.length + line.length < MAX_PAYLOAD) all[all.length - 1] = `${last}\n${line}`
    else all.push(`${self}\n${line}`)
  }
  return all
}
