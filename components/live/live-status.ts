/** How a stream is doing: `lost` until it is asked for again, `open` once the server answers, `ready` once it has caught up. */
export type Signal = 'opening' | 'open' | 'ready' | 'lost'
/** `slow`: the last signal is a moment ago and was not `ready`. */
export type Happening = Signal | 'slow' | 'offline' | 'online'

export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'catching up' | 'offline'

type Live = {
  stream: Signal
  isSlow: boolean
  isOnline: boolean
  wasReady: boolean
  /** Since it was ready last. */
  wasLost: boolean
}

export const atFirst: Live = { stream: 'opening', isSlow: false, isOnline: true, wasReady: false, wasLost: false }

export function next(live: Live, happening: Happening): Live {
  switch (happening) {
    case 'slow':
      return { ...live, isSlow: true }
    case 'offline':
    case 'online':
      return { ...live, isOnline: happening === 'online' }
    case 'ready':
      return { ...live, stream: 'ready', isSlow: false, wasReady: true, wasLost: false }
    case 'lost':
      return { ...live, stream: 'lost', isSlow: false, wasLost: true }
    default:
      return { ...live, stream: happening, isSlow: false }
  }
}

/** What to show. Opening again is silent for a moment; that it was lost is not. */
export function statusOf({ stream, isSlow, isOnline, wasReady, wasLost }: Live): LiveStatus {
  if (!isOnline) return 'offline'
  if (stream === 'ready') return 'live'
  if (stream === 'open' && isSlow && (wasReady || wasLost)) return 'catching up'
  if (wasLost || (isSlow && wasReady)) return 'reconnecting'
  return wasReady ? 'live' : 'connecting'
}
