import { type Actor, may, requireActor } from './auth'
import { requirePipeline } from './board/queries'
import type { StreamQuery } from './board/schema'
import { currentCursor, formatCursor, type LoggedChange, parseCursor, toEvent } from './changes'
import { canViewContacts } from './contacts/policy'
import { badField } from './errors'
import { follow } from './feed'

const HEARTBEAT_MS = 15_000
/** How long a stream may outlive the right to it. */
const RECHECK_MS = 5_000
/** A reader this many events behind is cut off; it resumes from its last event when it comes back. */
const MAX_UNREAD = 1_000

/**
 * Events: `ready` once the stream has caught up, `change` per row of the log, `resync` when the place asked for cannot be
 * resumed and the reader must load afresh. Every id is a cursor to resume from. Throws not_found for the pipeline.
 */
export async function streamChanges(actor: Actor, { pipelineId, after }: StreamQuery, request: Request) {
  if (pipelineId) await requirePipeline(actor, pipelineId)
  const asked = request.headers.get('last-event-id') ?? after
  const from = asked ? parseCursor(asked) : await currentCursor(actor)
  if (!from) throw badField('after', 'must be the id of an event')

  const encoder = new TextEncoder()
  let current = actor
  let close = (_cancelled?: boolean) => {}
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let open = true
        const send = (text: string) => {
          if (!open) return
          if ((controller.desiredSize ?? 0) < -MAX_UNREAD) return close()
          controller.enqueue(encoder.encode(text))
        }
        const heartbeat = setInterval(() => send(': \n\n'), HEARTBEAT_MS)
        const recheck = setInterval(async () => {
          const now = await requireActor(request.headers).catch(() => undefined)
          if (now && may(now, 'VIEW_SALES_PIPELINES')) current = now
          else close()
        }, RECHECK_MS)
        let leave: (() => void) | undefined
        close = (cancelled) => {
          if (!open) return
          open = false
          clearInterval(heartbeat)
          clearInterval(recheck)
          leave?.()
          if (!cancelled) controller.close()
        }
        request.signal.addEventListener('abort', () => close())
        send('retry: 1000\n\n')
        try {
          let reached = from
          leave = await follow(actor, from, (rows) => {
            for (const row of rows)
              if (concerns(row, current, pipelineId)) send(frame('change', formatCursor(row), toEvent(row)))
            reached = rows.at(-1) ?? reached
          })
          if (leave) send(frame('ready', formatCursor(reached), {}))
          else send(frame('resync', formatCursor(await currentCursor(actor)), {}))
          if (!open) leave?.()
        } catch {
          close()
        }
      },
      cancel: () => close(true),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      // Without no-transform the answer is compressed, which holds events back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

const frame = (event: string, id: string, data: unknown) =>
  `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`

function concerns(row: LoggedChange, actor: Actor, pipelineId: string | undefined) {
  if (row.entity === 'contact') return canViewContacts(actor)
  if (row.entity === 'role' || row.entity === 'membership') return false
  return !pipelineId || row.pipelineId === pipelineId || row.pipelineFrom === pipelineId
}
