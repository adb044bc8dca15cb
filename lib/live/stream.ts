import { type Actor, may } from '../auth/actor'
import { requireActor } from '../auth/require-actor'
import { canViewContacts } from '../contacts/policy'
import { badField, isAppError } from '../errors'
import { currentCursor, type LoggedChange } from '../log/changes-since'
import { type Cursor, formatCursor, parseCursor } from '../log/cursor'
import { requireAnyPipeline } from '../pipelines/queries'
import { attend } from '../presence/attend'
import type { PresenceEvent, PresentMember } from '../presence/schema'
import { admitStream } from '../rate-limits/streams'
import { follow, type LiveChange } from './feed'
import type { ChangeEvent, StreamQuery } from './schema'

/** Milliseconds between two beats, each with a check of the stream's rights. */
const BEAT_MS = 5_000
/** Unread pieces, of one or several events each, after which a stream is closed; its reader resumes where it was. */
const MAX_UNREAD = 1_000

/**
 * An event stream: `ready` once it has caught up, `change` per row of the log, `resync` when the reader must load
 * afresh, each with a cursor as its id to resume from. Without an id come `presence`, if asked for, and `beat`, so that
 * silence means a lost connection. Of several pipelines those that are gone are left out. With `once` it ends where it
 * is ready. Throws not_found, bad_request and too_many_requests.
 */
export async function streamChanges(
  actor: Actor,
  { pipelineId, after, presence, once }: StreamQuery,
  request: Request,
) {
  const pipelines = pipelineId && new Set(await requireAnyPipeline(actor, pipelineId))
  const cursorText = request.headers.get('last-event-id') ?? after
  const from = cursorText ? parseCursor(cursorText) : await currentCursor(actor)
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
        const beating = setInterval(async () => {
          send(BEAT)
          // While the database does not answer, the rights read before stay.
          const now = await requireActor(request.headers).catch((error) =>
            isUnauthenticated(error) ? undefined : current,
          )
          if (now && may(now, 'VIEW_SALES_PIPELINES')) current = now
          else close()
        }, BEAT_MS)
        const endings: (() => void)[] = []
        const atEnd = (end: () => void) => {
          if (open) endings.push(end)
          else end()
        }
        close = (cancelled) => {
          if (!open) return
          open = false
          leave()
          clearInterval(beating)
          for (const end of endings) end()
          if (!cancelled) controller.close()
        }
        request.signal.addEventListener('abort', () => close())
        send(RETRY)
        try {
          let reached = from
          const unfollow = await follow(actor, from, {
            deliver(changes) {
              const audible = changes.filter((change) => hears[change.entity](change, current, pipelines))
              // In one piece, as MAX_UNREAD counts pieces and many changes may come at once.
              if (audible.length) send(Buffer.concat(audible.map((change) => changeFrame(change, current, pipelines))))
              reached = changes.at(-1)!.cursor
            },
            lose(now) {
              send(frame('resync', now, {}))
              reached = now
            },
          })
          atEnd(unfollow)
          send(frame('ready', reached, {}))
          if (once === 'true') return close()
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
const BEAT = encoder.encode('event: beat\ndata: {}\n\n')
const RETRY = encoder.encode('retry: 1000\n\n')

const frame = (event: string, cursor: Cursor, data: unknown) =>
  encoder.encode(`event: ${event}\nid: ${formatCursor(cursor)}\ndata: ${JSON.stringify(data)}\n\n`)

const changeFrames = new WeakMap<LiveChange, Map<string, Uint8Array>>()

type Pipelines = ReadonlySet<string> | undefined

/** The frame of a change, shared by all who may see the same; no card for a board that the deal has left. */
function changeFrame(row: LiveChange, actor: Actor, pipelines: Pipelines) {
  const isHere = row.live && row.live.pipelineId === row.pipelineId && isOf(pipelines, row.pipelineId)
  const seesClient = canViewContacts(actor)
  const frames = changeFrames.get(row) ?? new Map<string, Uint8Array>()
  changeFrames.set(row, frames)
  const variant = `${isHere}${seesClient}`
  let bytes = frames.get(variant)
  if (!bytes) {
    const card = isHere ? { ...row.live!.card, ...(!seesClient && { clientName: null }) } : undefined
    bytes = frame('change', row.cursor, { ...toEvent(row), card })
    frames.set(variant, bytes)
  }
  return bytes
}

type Hears = (row: LiveChange, actor: Actor, pipelines: Pipelines) => boolean

const isFollowed: Hears = (row, _actor, pipelines) =>
  isOf(pipelines, row.pipelineId) || isOf(pipelines, row.pipelineFrom)
const isUnheard: Hears = () => false

const hears: Record<LiveChange['entity'], Hears> = {
  pipeline: isFollowed,
  stage: isFollowed,
  deal: isFollowed,
  tenant: isFollowed,
  contact: (_row, actor) => canViewContacts(actor),
  membership: () => true,
  role: isUnheard,
  view: isUnheard,
}

const isOf = (pipelines: Pipelines, id: string | null) => !pipelines || (id !== null && pipelines.has(id))

const presenceFrames = new WeakMap<PresentMember[], Uint8Array>()

function presenceFrame(pipelineId: string, members: PresentMember[]) {
  const bytes =
    presenceFrames.get(members) ??
    encoder.encode(`event: presence\ndata: ${JSON.stringify({ pipelineId, members } satisfies PresenceEvent)}\n\n`)
  presenceFrames.set(members, bytes)
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
