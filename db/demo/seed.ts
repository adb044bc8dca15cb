import { eq, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/auth/actor'
import { DEMO_PASSWORD } from '@/lib/auth/passwords'
import { actAs } from '@/lib/auth/require-actor'
import { createContact } from '@/lib/contacts/commands'
import { createDeal, updateDeal } from '@/lib/deals/commands'
import { usuallyRequired } from '@/lib/deals/moving/gates'
import { setLostReasons } from '@/lib/lost-reasons/commands'
import { createPipeline } from '@/lib/pipelines/commands'
import type { Pipeline } from '@/lib/pipelines/schema'
import { createTenant } from '@/lib/tenants/commands'
import { createView } from '@/lib/views/commands'
import { globalDb } from '../client'
import { changes } from '../schema/changes'
import { deals } from '../schema/deals'
import { tenants } from '../schema/tenants'
import { users } from '../schema/users'
import { companies, details, lostReasons, offers, pipelines, views } from './demo-deals'

const DAY_MS = 24 * 60 * 60 * 1000
const DEALS = { business: 220, renewal: 80 }

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Always the same random numbers, so that every demo is alike. */
let state = 20_260_101
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}
const between = (low: number, high: number) => low + random() * (high - low)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** Name of the demo's tenants until they are complete, so that an interrupted demo is begun again. */
const UNFINISHED = 'Unfinished demo'

const known = await globalDb().select({ name: tenants.name }).from(tenants)
if (known.some(({ name }) => name !== UNFINISHED)) console.log('The database has tenants already; nothing was seeded.')
else {
  if (known.length) await globalDb().execute(sql`truncate ${tenants}, ${users}, ${changes} cascade`)
  await seed()
}
process.exit(0)

async function seed() {
  const account = (email: string, firstName: string, lastName: string, role: 'ADMIN' | 'EMPLOYEE' | 'VIEWER') => ({
    email,
    firstName,
    lastName,
    role,
    password: DEMO_PASSWORD,
  })
  const demo = await createTenant({
    name: UNFINISHED,
    members: [
      account('admin@demo.example', 'Demo', 'Admin', 'ADMIN'),
      account('rep@demo.example', 'Demo', 'Rep', 'EMPLOYEE'),
      account('viewer@demo.example', 'Demo', 'Viewer', 'VIEWER'),
    ],
  })
  const [admin, rep] = await Promise.all(demo.userIds.slice(0, 2).map((id) => actAs(demo.tenantId, id, 'system')))
  await fill([admin!, rep!])
  const other = await createTenant({
    name: UNFINISHED,
    members: [account('admin@other.example', 'Other', 'Admin', 'ADMIN')],
  })
  await createOther(await actAs(other.tenantId, other.userIds[0]!, 'system'))
  const isDemo = eq(tenants.id, demo.tenantId)
  await globalDb()
    .update(tenants)
    .set({ name: sql`case when ${isDemo} then 'Demo' else 'Other' end` })
}

async function createOther(actor: Actor) {
  const pipeline = await createPipeline(actor, {
    name: 'Partners',
    stages: [{ name: 'Open' }, { name: 'Won' }, { name: 'Lost' }],
  })
  const client = await createContact(actor, { name: 'Harrow Analytics' })
  for (const title of ['Reseller agreement', 'Joint webinar'])
    await createDeal(actor, {
      title,
      stageId: pipeline.stages[0]!.id,
      clientId: client.id,
      ownerId: actor.userId,
      amount: 12_000,
    })
}

/**
 * One event of a planned deal: it is created in the stage of this index, or moved there. `entered` is when it came into
 * the stage that it leaves; both times in milliseconds.
 */
type Step = { at: number; entered?: number; deal: Plan; stage: number }
type Plan = ReturnType<typeof planDeal> & { id?: string }

async function fill(actors: Actor[]) {
  const now = await databaseTime()
  const clients: { id: string; name: string }[] = []
  for (const name of companies)
    clients.push(await createContact(pick(actors), { name, contactType: pick(['CLIENT', 'CUSTOMER', 'LEAD']) }))
  await setLostReasons(actors[0]!, { items: lostReasons })
  const created = {
    business: await createPipeline(actors[0]!, withRequiredFields(pipelines.business)),
    renewal: await createPipeline(actors[0]!, withRequiredFields(pipelines.renewal)),
  }
  for (const view of views) await createView(actors[0]!, created.business.id, { ...view, isShared: true })
  const plans = (['business', 'renewal'] as const).flatMap((kind) =>
    Array.from({ length: DEALS[kind] }, () => planDeal(now, kind, created[kind], clients, actors)),
  )
  const steps = plans
    .flatMap((deal) => deal.path.map((step, i): Step => ({ ...step, entered: deal.path[i - 1]?.at, deal })))
    .sort((a, b) => a.at - b.at)
  const times: Dated[] = []
  for (const { deal, stage, at, entered } of steps) {
    const { id, version } = await createOrMove(deal, stage)
    times.push({ id, version, at: new Date(at), entered: entered === undefined ? null : new Date(entered) })
  }
  await dateBack(times)
}

function withRequiredFields({ stages, ...pipeline }: (typeof pipelines)[keyof typeof pipelines]) {
  return { ...pipeline, stages: stages.map((stage) => ({ ...stage, requiredFields: usuallyRequired[stage.kind] })) }
}

async function databaseTime() {
  const [row] = await globalDb().execute<{ now: number }>(sql`select (extract(epoch from now()) * 1000)::float8 as now`)
  return row!.now
}

function planDeal(
  now: number,
  kind: keyof typeof offers,
  pipeline: Pipeline,
  clients: { id: string; name: string }[],
  actors: Actor[],
) {
  const [offer, low, high] = pick<readonly [string, number, number]>(offers[kind])
  const client = pick(clients)
  const openStages = pipeline.stages.filter((stage) => stage.kind === 'open').length
  const start = now - (2 + 358 * random() ** 1.9) * DAY_MS
  const path = [{ at: start, stage: 0 }]
  let at = start
  for (let stage = 1; ; stage++) {
    at += between(4, 48) * DAY_MS
    if (at > now - DAY_MS / 24) break
    const lost = random() < 0.14
    const done = stage >= openStages
    path.push({ at, stage: lost ? openStages + 1 : done ? openStages : stage })
    if (lost || done) break
  }
  const stage = pipeline.stages[path.at(-1)!.stage]!
  const digits = high > 20_000 ? 500 : 50
  return {
    pipeline,
    path,
    actor: pick(actors),
    title: capitalised(offer) + pick(details),
    clientId: client.id,
    amount: random() < 0.06 && stage.kind === 'open' ? null : Math.round(between(low, high) / digits) * digits,
    currency: random() < 0.08 ? 'GBP' : pipeline.currency,
    probability: random() < 0.5 && stage.kind === 'open' ? Math.round(between(5, 95) / 5) * 5 : null,
    expectedCloseDate: new Date(stage.kind === 'open' ? now + between(-10, 75) * DAY_MS : at)
      .toISOString()
      .slice(0, 10),
    lostReason: stage.kind === 'lost' ? pick(lostReasons) : null,
  }
}

async function createOrMove(deal: Plan, stage: number) {
  const stageId = deal.pipeline.stages[stage]!.id
  const { actor, title, clientId, amount, currency, probability, expectedCloseDate, lostReason } = deal
  if (deal.id)
    return updateDeal(actor, deal.id, {
      stageId,
      ...(stage === deal.path.at(-1)!.stage && lostReason && { lostReason }),
    })
  const created = await createDeal(actor, {
    title,
    clientId,
    amount,
    currency,
    probability,
    expectedCloseDate,
    ownerId: actor.userId,
    stageId,
  })
  deal.id = created.id
  return created
}

type Dated = { id: string; version: number; at: Date; entered: Date | null }

/** Moves the dates of deals and log rows, which the commands wrote as of today, back over the past year. */
async function dateBack(times: Dated[]) {
  const list = sql`jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as dated(id uuid, version int, at timestamptz, entered timestamptz)`
  await globalDb().execute(sql`
    update ${changes} set at = dated.at, before = before
      || case when before ? 'stageEnteredAt' then jsonb_build_object('stageEnteredAt', dated.entered) else '{}' end, after = after
      || case when after ? 'stageEnteredAt' then jsonb_build_object('stageEnteredAt', dated.at) else '{}' end
      || case when after ->> 'closedAt' is not null then jsonb_build_object('closedAt', dated.at) else '{}' end
    from ${list} where entity_id = dated.id and changes.version = dated.version`)
  await globalDb().execute(sql`
    update ${deals} set created_at = span.first, updated_at = span.last, stage_entered_at = span.last,
      closed_at = case when closed_at is null then null else span.last end
    from (select id, min(at) as first, max(at) as last from ${list} group by id) as span where deals.id = span.id`)
}
