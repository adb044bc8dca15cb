/** A fake of the browser's EventSource for tests. */
export class FakeEventSource extends EventTarget {
  static opened: FakeEventSource[] = []
  static readonly CLOSED = 2
  isClosed = false
  readyState = 0

  constructor(readonly url: string) {
    super()
    FakeEventSource.opened.push(this)
  }

  close() {
    this.isClosed = true
  }

  /** Ends it, by an answer that is an error if `isRefused`. */
  fail(isRefused = false) {
    if (isRefused) this.readyState = FakeEventSource.CLOSED
    this.dispatchEvent(new Event('error'))
  }

  send(name: string, lastEventId = '', data: unknown = {}) {
    this.dispatchEvent(new MessageEvent(name, { lastEventId, data: JSON.stringify(data) }))
  }

  static get last() {
    return FakeEventSource.opened.at(-1)!
  }

  get query() {
    return Object.fromEntries(new URL(this.url, 'http://localhost').searchParams)
  }
}
