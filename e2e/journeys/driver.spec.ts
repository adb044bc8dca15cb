import postgres from 'postgres'
import { BadNetwork } from '../support/bad-network'
import { BoardPage, expect, type Sales, test } from '../support/board-page'
import { Driver } from '../support/driver'
import { randomFrom } from '../support/random'

const seed = Number(process.env.DRIVER_SEED ?? 1)
const actions = Number(process.env.DRIVER_ACTIONS ?? 200)
/** The answer of each of so many writes gets lost; of none when it is 0. */
const losesEach = Number(process.env.DRIVER_LOSES_EACH ?? 3)
/** Actions in the same weather. */
const SPELL = 8

// What a trace keeps of every action takes longer than the action.
test.use({ trace: 'off' })

const titles = (word: string) => Array.from({ length: 10 }, (_, i) => `${word} ${i}`)
/** High enough for every deal of a stage, after all that are added. */
const tall = { width: 1280, height: 1200 + actions * 6 }

test(`two people and a bad network: after ${actions} actions both boards are what the database has (DRIVER_SEED=${seed})`, async ({
  seed: sell,
  boardOf,
}) => {
  test.skip(!process.env.DATABASE_URL, 'DATABASE_URL is needed to read the log')
  test.setTimeout(120_000 + actions * 1_000)
  const sales = await sell({ Lead: titles('Acme'), Offer: titles('Birch'), Won: titles('Cedar'), Lost: [] })
  const players = await Promise.all(
    (['rep', 'admin'] as const).map(async (role, i) => {
      const board = await boardOf(role, { viewport: tall })
      const random = randomFrom(seed * 2 + i)
      const context = board.page.context()
      const network = await BadNetwork.before(context, randomFrom(seed * 2 + i + 1000), losesEach)
      const faults: string[] = []
      context.on('weberror', (error) => faults.push(error.error().message))
      await board.open(sales)
      const openAnew = async ({ page }: BoardPage) => {
        await page.close()
        const next = new BoardPage(await context.newPage())
        await next.open(sales)
        return next
      }
      const isOnline = () => network.weather === 'fine'
      return { network, faults, driver: new Driver(board, `/pipelines/${sales.id}`, role, random, isOnline, openAnew) }
    }),
  )
  const begun = Date.now()
  await Promise.all(
    players.map(async ({ driver, network }) => {
      for (let made = 0, tried = 0; made < actions / 2; tried++) {
        if (tried % SPELL === 0) await network.change()
        if (await driver.act()) made++
      }
    }),
  )
  console.log(
    `${actions} actions in ${Math.round((Date.now() - begun) / 1000)} s`,
    ...players.map(({ driver }) => driver.done),
  )
  for (const { driver, network, faults } of players) {
    await network.become('fine')
    await driver.showAll()
    expect(faults).toEqual([])
    await expect(driver.board.page.getByText('Saving')).toHaveCount(0)
  }
  for (const { driver } of players) await expectSettled(driver.board, sales)
  for (const { driver } of players) {
    await driver.board.page.reload({ timeout: 15_000 })
    await expectSettled(driver.board, sales)
  }
  await expectLogged(
    sales,
    players.flatMap(({ network }) => network.acknowledged),
  )
})

const expectSettled = (board: BoardPage, sales: Sales) =>
  expect(async () => expect(await board.shown()).toEqual(await sales.stored())).toPass({ timeout: 45_000 })

/** Each deal's versions follow each other in the log without a gap, and whatever was acknowledged is there once. */
async function expectLogged(sales: Sales, acknowledged: BadNetwork['acknowledged']) {
  const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
  const rows = await sql<{ id: string; action: string; via: string; version: number; title: string | null }[]>`
    select entity_id as id, action, via, version, after->>'title' as title from changes
    where pipeline_id = ${sales.id} and entity = 'deal' order by seq`
  await sql.end()
  const written = new Map<string, number[]>()
  for (const { id, action, version } of rows)
    if (action !== 'deleted') written.set(id, [...(written.get(id) ?? []), version])
  for (const [id, versions] of written)
    expect(versions, `versions of ${id}`).toEqual(Array.from(versions, (_, i) => i + 1))
  const countOf = ({ method, id, version }: BadNetwork['acknowledged'][number]) =>
    rows.filter(
      (row) => row.id === id && row.version === version && (row.action === 'deleted') === (method === 'DELETE'),
    ).length
  for (const each of acknowledged) expect(countOf(each), `${each.method} ${each.id} ${each.version}`).toBe(1)
  const isNew = ({ action, via }: (typeof rows)[number]) => action === 'created' && !['undo', 'redo'].includes(via)
  const added = rows.filter(isNew).map(({ title }) => title)
  expect(new Set(added).size).toBe(added.length)
}
