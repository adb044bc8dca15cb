/**
 * The state of a stream: `lost` until it is opened again, `open` once the server answers, `ready` once caught up;
 * `refused` when it was lost by an answer that is an error, `delayed` while it is polled instead.
 */
export type Signal = 'opening' | 'open' | 'ready' | 'lost' | 'refused' | 'delayed'
/** A signal, a change of the network, or `slow`: the last signal is old and was not `ready`. */
export type LiveEvent = Signal | 'slow' | 'offline' | 'online'

export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'catching up' | 'delayed' | 'offline'

type Live = {
  stream: Signal
  isSlow: boolean
  isOnline: boolean
  wasReady: boolean
  /** Whether the stream was lost since it was last ready. */
  wasLost: boolean
}

export const initialLive: Live = { stream: 'opening', isSlow: false, isOnline: true, wasReady: false, wasLost: false }

export function nextLive(live: Live, event: LiveEvent): Live {
  switch (event) {
    case 'slow':
      return { ...live, isSlow: true }
    case 'offline':
    case 'online':
      return { ...live, isOnline: event === 'online' }
    case 'ready':
      return { ...live, stream: 'ready', isSlow: false, wasReady: true, wasLost: false }
    case 'lost':
    case 'refused':
    case 'delayed':
      return { ...live, stream: event, isSlow: false, wasLost: true }
    default:
      return { ...live, stream: event, isSlow: false }
  }
}

/** The status to show; a stream that opens again stays live until it is slow. */
export function statusOf({ stream, isSlow, isOnline, wasReady, wasLost }: Live): LiveStatus {
  if (!isOnline) return 'offline'
  if (stream === 'ready') return 'live'
  if (stream === 'delayed') return 'delayed'
  if (stream === 'open' && isSlow && (wasReady || wasLost)) return 'catching up'
  if (wasLost || (isSlow && wasReady)) return 'reconnecting'
  return wasReady ? 'live' : 'connecting'
}
