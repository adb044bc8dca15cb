import { idOf } from '../data/ids.mjs'
import { operationsOn } from '../loads/operations.mjs'
import { connect } from './pool.mjs'
import { statementsOf } from './statements.mjs'

const IN_FLIGHT = 32
const WARM_UP = 0.5

/**
 * What the driver alone reaches with the same statements, from this process and without HTTP.
 * @param {import('../servers/database.mjs').Dataset} dataset @param {{ seconds: number }} options
 */
export async function floorOf(dataset, { seconds }) {
  const sql = connect(dataset.url)
  const ask = statementsOf(sql, { tenantId: idOf('tenant', 0), userId: idOf('user', 0) })
  const operations = operationsOn(dataset)
  const statements = {
    get: () => ask.get(operations.get().path.slice(-36)),
    list: ask.list,
    move() {
      const { path, body, done } = operations.move()
      return ask.move(path.slice(-36), body.stageId).then((rows) => {
        done()
        return rows
      })
    },
  }
  /** @type {Record<string, { perSecond: number }>} */
  const results = {}
  try {
    for (const [name, statement] of Object.entries(statements)) {
      await repeat(statement, WARM_UP)
      results[name] = { perSecond: await repeat(statement, seconds) }
    }
  } finally {
    await sql.end()
  }
  return results
}

/** @param {() => Promise<unknown[]>} statement @param {number} seconds */
async function repeat(statement, seconds) {
  const begun = performance.now()
  let calls = 0
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (performance.now() - begun < seconds * 1000) {
        if (!(await statement()).length) throw new Error('a statement found nothing')
        calls++
      }
    }),
  )
  return calls / ((performance.now() - begun) / 1000)
}
