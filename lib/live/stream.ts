import { type Actor, may } from '../auth/actor'
import { requireActor } from '../auth/identify'
import { requireAnyPipeline } from '../board/queries'
import { canViewContacts } from '../contacts/policy'
import { badField, isAppError } from '../errors'
import { admitStream } from '../limits/streams'
import { currentCursor, type LoggedChange } from '../log/changes-since'
import { type Cursor, formatCursor, parseCursor } from '../log/cursor'
import { attend } from '../presence/process'
import type { PresenceEvent, PresentMember } from '../presence/schema'
import { follow, type Told } from './feed'
import type { ChangeEvent, StreamQuery } from './schema'

const HEARTBEAT_MS = 15_000
/** How long a stream may outlive the right to it. */
const RECHECK_MS = 5_000
/** A reader this many events behind is cut off; it resumes from its last event when it comes back. */
const MAX_UNREAD = 1_000

/**
 * Events: `ready` once the stream has caught up, `change` per row of the log, `resync` where something cannot be told, so
 * that the reader must load afresh. Every id is a cursor to resume from. Without an id come `presence`, where it is
 * asked for, and `beat`, so that silence means a lost connection. Of several pipelines those that are gone are left out.
 * Throws not_found and too_many_requests.
 */
export async function streamChanges(actor: Actor, { pipelineId, after, presence }: StreamQuery, request: Request) {
  const pipelines = pipelineId && new Set(await requireAnyPipeline(actor, pipelineId))
  const asked = request.headers.get('last-event-id') ?? after
  const from = asked ? parseCursor(asked) : await currentCursor(actor)
  if (!from) throw badField('after', 'must be the id of an event')

  const leave = admitStream(actor)
  let current = actor
  let close = (_cancelled?: boolean) => {}
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let open = true
        const send = (bytes: Uint8Array) => {
          if (!open) return
          if ((controller.desiredSize ?? 0) < -MAX_UNREAD) return close()
          controller.enqueue(bytes)
        }
        const heartbeat = setInterval(() => send(HEARTBEAT), HEARTBEAT_MS)
        const recheck = setInterval(async () => {
          // A database that does not answer takes no rights away.
          const now = await requireActor(request.headers).catch((error) =>
            isUnauthenticated(error) ? undefined : current,
          )
          if (now && may(now, 'VIEW_SALES_PIPELINES')) current = now
          else close()
        }, RECHECK_MS)
        const endings: (() => void)[] = []
        const atEnd = (end: () => void) => {
          if (open) endings.push(end)
          else end()
        }
        close = (cancelled) => {
          if (!open) return
          open = false
          leave()
          clearInterval(heartbeat)
          clearInterval(recheck)
          for (const end of endings) end()
          if (!cancelled) controller.close()
        }
        request.signal.addEventListener('abort', () => close())
        send(RETRY)
        try {
          let reached = from
          const unfollow = await follow(actor, from, {
            deliver(changes) {
              const told = changes.filter((change) => hears[change.entity](change, current, pipelines))
              // In one piece, so that many changes at once are not taken for a reader who does not read.
              if (told.length) send(Buffer.concat(told.map((change) => changeFrame(change, current, pipelines))))
              reached = changes.at(-1)!.cursor
            },
            lose(now) {
              send(frame('resync', now, {}))
              reached = now
            },
          })
          atEnd(unfollow)
          send(frame('ready', reached, {}))
          if (!open || presence !== 'true') return
          const { tenantId, userId } = actor
          for (const pipelineId of pipelines ?? [])
            atEnd(attend({ tenantId, pipelineId, userId }, (members) => send(presenceFrame(pipelineId, members))))
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

const isUnauthenticated = (error: unknown) => isAppError(error) && error.code === 'unauthenticated'

const encoder = new TextEncoder()
const HEARTBEAT = encoder.encode('event: beat\ndata: {}\n\n')
const RETRY = encoder.encode('retry: 1000\n\n')

const frame = (event: string, cursor: Cursor, data: unknown) =>
  encoder.encode(`event: ${event}\nid: ${formatCursor(cursor)}\ndata: ${JSON.stringify(data)}\n\n`)

const written = new WeakMap<Told, Map<string, Uint8Array>>()

type Pipelines = ReadonlySet<string> | undefined

/** Written once for all who may see the same of it. The card is left out for the board that the deal has left. */
function changeFrame(row: Told, actor: Actor, pipelines: Pipelines) {
  const isHere = row.live && row.live.pipelineId === row.pipelineId && isOf(pipelines, row.pipelineId)
  const seesClient = canViewContacts(actor)
  const frames = written.get(row) ?? new Map<string, Uint8Array>()
  written.set(row, frames)
  const variant = `${isHere}${seesClient}`
  let bytes = frames.get(variant)
  if (!bytes) {
    const card = isHere ? { ...row.live!.card, ...(!seesClient && { clientName: null }) } : undefined
    bytes = frame('change', row.cursor, { ...toEvent(row), card })
    frames.set(variant, bytes)
  }
  return bytes
}

type Hears = (row: Told, actor: Actor, pipelines: Pipelines) => boolean

const whoFollowsIt: Hears = (row, _actor, pipelines) =>
  isOf(pipelines, row.pipelineId) || isOf(pipelines, row.pipelineFrom)
const nobody: Hears = () => false

/** Who hears of a change, by what it is a change of. */
const hears: Record<Told['entity'], Hears> = {
  pipeline: whoFollowsIt,
  stage: whoFollowsIt,
  deal: whoFollowsIt,
  tenant: whoFollowsIt,
  contact: (_row, actor) => canViewContacts(actor),
  role: nobody,
  membership: nobody,
  view: nobody,
}

const isOf = (pipelines: Pipelines, id: string | null) => !pipelines || (id !== null && pipelines.has(id))

const told = new WeakMap<PresentMember[], Uint8Array>()

/** Written once for all streams of the pipeline. */
function presenceFrame(pipelineId: string, members: PresentMember[]) {
  const bytes =
    told.get(members) ??
    encoder.encode(`event: presence\ndata: ${JSON.stringify({ pipelineId, members } satisfies PresenceEvent)}\n\n`)
  told.set(members, bytes)
  return bytes
}

const toEvent = (row: LoggedChange): ChangeEvent => ({
  entity: row.entity,
  entityId: row.entityId,
  action: row.action,
  version: row.version,
  pipelineId: row.pipelineId,
  pipelineFrom: row.pipelineFrom,
  stageFrom: row.stageFrom,
  stageTo: row.stageTo,
  actorId: row.actorId,
  at: row.at,
  batchId: row.batchId,
})
