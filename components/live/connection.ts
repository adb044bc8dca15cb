import type { Signal } from './live-status'

export type StreamEvent = { name: string; id: string; data: string }

const NAMES = ['change', 'ready', 'resync', 'presence', 'beat']
const FIRST_RETRY = 1_000
const LAST_RETRY = 30_000
/** The server beats every 5 seconds; after this silence, in milliseconds, the stream is taken for lost. */
const SILENT_FOR = 12_000
const LOOK = 2_000
const POLL_EVERY = 5_000
const MOST_POLLS = 64

type Options = { address: () => string; onEvent: (event: StreamEvent) => void; onSignal: (signal: Signal) => void }

/**
 * Keeps one event stream open: lost, it is opened again. After a silence it polls, in case a proxy holds the stream
 * back until its end: once before the next stream, and more often each time that one is silent too.
 */
export function createConnection({ address, onEvent, onSignal }: Options) {
  let source: EventSource | undefined
  let retrying: ReturnType<typeof setTimeout> | undefined
  let looking: ReturnType<typeof setInterval> | undefined
  let retry = FIRST_RETRY
  let heardAt = 0
  /** The polls before the next stream. */
  let polls = 0
  let nextPolls = 1

  function open() {
    if (polls) return poll()
    onSignal('opening')
    const stream = listen(address(), lose)
    stream.addEventListener('open', () => onSignal('open'))
    stream.addEventListener('ready', () => {
      retry = FIRST_RETRY
      onSignal('ready')
    })
    stream.addEventListener('beat', () => {
      nextPolls = 1
    })
  }

  function poll() {
    let isDone = false
    const answer = listen(`${address()}&once=true`, () => {
      if (!isDone) return lose()
      close()
      retrying = setTimeout(open, polls ? POLL_EVERY : 0)
    })
    answer.addEventListener('ready', () => {
      isDone = true
      retry = FIRST_RETRY
      if (--polls) onSignal('delayed')
    })
  }

  function listen(url: string, onEnd: () => void) {
    close()
    heardAt = Date.now()
    looking = setInterval(check, LOOK)
    source = new EventSource(url)
    source.addEventListener('error', onEnd)
    for (const name of NAMES)
      source.addEventListener(name, ({ lastEventId: id, data }) => {
        heardAt = Date.now()
        onEvent({ name, id, data })
      })
    return source
  }

  function lose() {
    const isRefused = source?.readyState === EventSource.CLOSED
    close()
    onSignal(isRefused ? 'refused' : 'lost')
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
    if (!source || Date.now() - heardAt <= SILENT_FOR) return
    if (polls) return lose()
    polls = nextPolls
    nextPolls = Math.min(nextPolls * 4, MOST_POLLS)
    onSignal('lost')
    poll()
  }

  return { open, close, check }
}
