/** What is put down sooner was never worth telling. */
const TOLD_AFTER = 150
/** The server forgets what is not repeated. */
const REPEAT = 5_000

/** Tells, one request at a time, which deal is held; whoever holds none and told of none says nothing. */
export function createHoldReporter(tell: (holds: string | null) => Promise<unknown>) {
  let held: string | null = null
  let told: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDue = false
  let isTelling = false

  function hold(id: string | null) {
    if (id === held) return
    held = id
    clearTimeout(timer)
    if (id) timer = setTimeout(repeat, TOLD_AFTER)
    else tellNews()
  }

  function repeat() {
    timer = setTimeout(repeat, REPEAT)
    isDue = true
    tellNews()
  }

  async function tellNews() {
    if (isTelling) return
    isTelling = true
    while (isDue || told !== held) {
      isDue = false
      told = held
      await tell(held).catch(() => {})
    }
    isTelling = false
  }

  return { hold }
}
