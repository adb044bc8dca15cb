import type { ChangeEvent } from '@/lib/live/schema'
import type { PresenceEvent, PresentMember } from '@/lib/presence/schema'
import type { StreamEvent } from './connection'
import { isLaterCursor } from './cursor'
import type { Seat } from './seats'

export type PipelineListeners = {
  /** Gets each change once and in order. */
  onChange: (event: ChangeEvent) => void
  onPresence: (members: PresentMember[]) => void
  /** Called when changes have been lost, though the stream goes on. */
  onResync: () => void
}

/** Passes on the events of the seat's pipeline and moves its cursor on. */
export function createPipelineEvents(seat: Seat, { onChange, onPresence, onResync }: PipelineListeners) {
  const { pipelineId } = seat

  function passOn(event: ChangeEvent) {
    // Contacts and members are of no pipeline.
    if (event.pipelineId === pipelineId || event.pipelineId === null) onChange(event)
    else if (event.pipelineFrom === pipelineId) onChange({ ...event, card: undefined })
  }

  return function receive({ name, id, data }: StreamEvent) {
    if (name === 'presence') {
      const presence: PresenceEvent = JSON.parse(data)
      if (presence.pipelineId === pipelineId) onPresence(presence.members)
    } else if (name === 'resync') {
      seat.cursor = id
      onResync()
    } else if (id && isLaterCursor(id, seat.cursor)) {
      seat.cursor = id
      if (name === 'change') passOn(JSON.parse(data))
    }
  }
}
