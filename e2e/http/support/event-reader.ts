import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { expect } from 'vitest'
import type { ChangeEvent } from '@/lib/live/schema'
import { BASE_URL } from './settings'

export type Heard = { id: string; event: string; data: ChangeEvent; at: number }
type Place = { pipelineId?: string; after?: string; presence?: string; once?: string; lastEventId?: string | undefined }

/** An open event stream: what has been heard on it so far, and when it ended. */
export class EventReader {
  readonly heard: Heard[] = []
  /** Settles when the server, or `close`, has ended the stream. */
  readonly ended: Promise<number>
  private readonly abort = new AbortController()

  private constructor(
    readonly response: Response,
    abort: AbortController,
  ) {
    this.abort = abort
    this.ended = this.read()
  }

  /** Opens a stream with these headers and waits until it has begun; the answer may also be a refusal. */
  static async open(headers: Record<string, string>, { lastEventId, ...query }: Place = {}) {
    const abort = new AbortController()
    const sent = new Headers(headers)
    if (lastEventId !== undefined) sent.set('last-event-id', lastEventId)
    const url = `${BASE_URL}/api/changes/stream?${new URLSearchParams(query)}`
    return new EventReader(await fetch(url, { headers: sent, signal: abort.signal }), abort)
  }

  private async read() {
    const onEvent = ({ id = '', event = '', data }: EventSourceMessage) =>
      this.heard.push({ id, event, data: JSON.parse(data), at: Date.now() })
    const parser = createParser({ onEvent })
    const decoder = new TextDecoder()
    try {
      for await (const chunk of this.response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
    } catch (error) {
      if (!this.abort.signal.aborted) throw error
    }
    return Date.now()
  }

  get changes() {
    return this.heard.filter(({ event }) => event === 'change')
  }

  entityIds = () => this.changes.map(({ data }) => data.entityId)

  /** Waits until such an event has been heard. */
  async until(wanted: (heard: Heard) => boolean, timeout = 5000) {
    await expect.poll(() => this.heard.some(wanted), { timeout, interval: 10 }).toBe(true)
    return this.heard.find(wanted)!
  }

  ready = () => this.until(({ event }) => event === 'ready')

  async close() {
    this.abort.abort()
    await this.ended
  }
}
