import type { Signal } from './live-status'

export type StreamEvent = { name: string; id: string; data: string }

const NAMES = ['change', 'ready', 'resync', 'presence', 'beat']
const FIRST_RETRY = 1_000
const LAST_RETRY = 30_000
/** The server beats every 15 seconds; after this silence, in milliseconds, the stream is opened again. */
const SILENT_FOR = 40_000
const LOOK = 5_000

type Options = { address: () => string; onEvent: (event: StreamEvent) => void; onSignal: (signal: Signal) => void }

/** Keeps one event stream open: lost or silent, it is opened again. */
export function createConnection({ address, onEvent, onSignal }: Options) {
  let source: EventSource | undefined
  let retrying: ReturnType<typeof setTimeout> | undefined
  let looking: ReturnType<typeof setInterval> | undefined
  let retry = FIRST_RETRY
  let heardAt = 0

  function open() {
    close()
    heardAt = Date.now()
    looking = setInterval(check, LOOK)
    onSignal('opening')
    source = new EventSource(address())
    source.onopen = () => onSignal('open')
    source.onerror = lose
    for (const name of NAMES)
      source.addEventListener(name, ({ lastEventId: id, data }) => {
        heardAt = Date.now()
        if (name === 'ready') {
          retry = FIRST_RETRY
          onSignal('ready')
        }
        onEvent({ name, id, data })
      })
  }

  function lose() {
    close()
    onSignal('lost')
    // A random delay, as the server may have lost all its clients at once.
    retrying = setTimeout(open, retry * (0.5 + Math.random()))
    retry = Math.min(retry * 2, LAST_RETRY)
  }

  function close() {
    clearTimeout(retrying)
    clearInterval(looking)
    source?.close()
    source = undefined
  }

  function check() {
    if (source && Date.now() - heardAt > SILENT_FOR) open()
  }

  return { open, close, check }
}
