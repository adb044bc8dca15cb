const REPORT_AFTER_MS = 150
/** The server forgets a hold that is not repeated. */
const REPEAT_MS = 5_000

/** Reports to the server which deal is held here, one request at a time. */
export function createHoldReporter(send: (holds: string | null) => Promise<unknown>) {
  let current: string | null = null
  let reported: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDue = false
  let isSending = false

  function report(id: string | null) {
    if (id === current) return
    current = id
    clearTimeout(timer)
    if (id) timer = setTimeout(repeat, REPORT_AFTER_MS)
    else sendChanges()
  }

  function repeat() {
    timer = setTimeout(repeat, REPEAT_MS)
    isDue = true
    sendChanges()
  }

  async function sendChanges() {
    if (isSending) return
    isSending = true
    while (isDue || reported !== current) {
      isDue = false
      reported = current
      await send(current).catch(() => {})
    }
    isSending = false
  }

  return { report }
}
