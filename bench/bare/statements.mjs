import { v7 as uuidv7 } from 'uuid'
import { clientColumns, dealColumns, pipelineColumns, stageColumns } from './columns.mjs'

/**
 * @typedef {object} NewDeal
 * @property {string} title
 * @property {string} stageId
 * @property {number} amount
 * @property {number} probability
 * @property {string} clientId
 * @property {string} ownerId
 * @property {string} expectedCloseDate
 */

/**
 * The same rows that the app reads and writes, by the best SQL we know: one statement each, and nothing around it: no
 * sign-in, no permissions, no validation, no neighbours, no versions to compare.
 * @param {import('postgres').Sql} sql @param {{ tenantId: string, userId: string }} actor
 */
export function statementsOf(sql, { tenantId, userId }) {
  const deal = sql.unsafe(dealColumns)
  const list = sql.unsafe(`${dealColumns}, ${stageColumns}, ${clientColumns}`)
  const pipeline = sql.unsafe(`${pipelineColumns}, ${stageColumns}`)
  const joins = sql`
    left join pipeline_stages s on s.tenant_id = d.tenant_id and s.id = d.stage_id
    left join contacts c on c.tenant_id = d.tenant_id and c.id = d.client_id`

  return {
    get: (/** @type {string} */ id) =>
      sql`select ${deal} from deals d where d.tenant_id = ${tenantId} and d.id = ${id}`,

    list: () => sql`
      select ${list} from deals d ${joins} where d.tenant_id = ${tenantId} order by d.created_at, d.id limit 50`,

    listOfStage: (/** @type {string} */ stageId) => sql`
      select ${list} from deals d ${joins} where d.tenant_id = ${tenantId} and d.stage_id = ${stageId}
      order by d.created_at, d.id limit 50`,

    countOfStage: (/** @type {string} */ stageId) => sql`
      select count(*)::int as total from deals where tenant_id = ${tenantId} and stage_id = ${stageId}`,

    pipeline: (/** @type {string} */ id) => sql`
      select ${pipeline}
      from pipelines p left join pipeline_stages s on s.tenant_id = p.tenant_id and s.pipeline_id = p.id
      where p.tenant_id = ${tenantId} and p.id = ${id} order by s.index`,

    /** @param {NewDeal} deal */
    create: ({ title, stageId, amount, probability, clientId, ownerId, expectedCloseDate }) => sql`
      with d as (
        insert into deals (tenant_id, id, pipeline_id, stage_id, rank, title, probability, amount_minor, currency, client_id,
          owner_id, expected_close_on, created_by_user_id, updated_by_user_id)
        select tenant_id, ${uuidv7()}, pipeline_id, id, ${randomRank()}, ${title}, ${probability}, ${amount * 100}, 'USD',
          ${clientId}, ${ownerId}, ${expectedCloseDate}, ${userId}, ${userId}
        from pipeline_stages where tenant_id = ${tenantId} and id = ${stageId} returning *
      ), logged as (
        insert into changes (tenant_id, actor_id, via, entity, entity_id, pipeline_id, action, version, after, stage_to)
        select tenant_id, ${userId}, 'api', 'deal', id, pipeline_id, 'created', version, to_jsonb(d), stage_id from d
      )
      select ${deal} from d`,

    move: (/** @type {string} */ id, /** @type {string} */ stageId) => sql`
      with d as (
        update deals set stage_id = ${stageId}, rank = ${randomRank()}, stage_entered_at = now(), updated_at = now(),
          updated_by_user_id = ${userId}, version = version + 1
        from (select stage_id as stage_from from deals where tenant_id = ${tenantId} and id = ${id} for update) as old
        where tenant_id = ${tenantId} and id = ${id} returning deals.*, stage_from
      ), logged as (
        insert into changes (tenant_id, actor_id, via, entity, entity_id, pipeline_id, action, version, after, stage_from,
          stage_to)
        select tenant_id, ${userId}, 'api', 'deal', id, pipeline_id, 'moved', version,
          jsonb_build_object('rank', rank, 'stageId', stage_id), stage_from, stage_id
        from d
      )
      select ${deal} from d`,

    session: (/** @type {string} */ hash) => sql`
      select s.id from access_tokens t join sessions s on s.id = t.session_id where t.hash = ${hash} and t.expires_at > now()`,
  }
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A key that the app can put others beside: it does not end in 0. */
function randomRank() {
  let rank = 'a'
  for (let i = 0; i < 7; i++) rank += DIGITS[Math.floor(Math.random() * 62)]
  return `${rank}V`
}
