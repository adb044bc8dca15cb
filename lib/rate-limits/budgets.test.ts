import { expect, test } from 'vitest'
import { type BudgetStatus, createBudgets } from './budgets'
import type { Lease } from './leases'

const MINUTE = 60_000

/** A shared store of leases, with a clock that the test sets. */
function setUp(limit: number) {
  let time = 0
  let window = 0
  let taken = 0
  let leases = 0
  const lease = async (_key: string, share: number, limit: number): Promise<Lease> => {
    leases++
    if (Math.floor(time / MINUTE) > window) taken = 0
    window = Math.floor(time / MINUTE)
    const before = taken
    taken += share
    const granted = Math.max(0, Math.min(share, limit - before))
    return { granted, rest: Math.max(0, limit - taken), endsInMs: (window + 1) * MINUTE - time }
  }
  const open = () => {
    const { spend, giveBack } = createBudgets(lease, () => time)
    return {
      spend: async (units = 1): Promise<BudgetStatus> => spend('key', units, limit),
      giveBack: (units: number) => giveBack('key', units),
      async spendAll() {
        let spent = 0
        while ((await spend('key', 1, limit)).isSpent) spent++
        return spent
      },
    }
  }
  return {
    open,
    leases: () => leases,
    pass: (ms: number) => {
      time += ms
    },
  }
}

test('what one process spends is the limit, with a lease for every twentieth', async () => {
  const { open, leases } = setUp(6000)
  expect(await open().spendAll()).toBe(6000)
  expect(leases()).toBe(20)
})

test('says how much is left, and until when', async () => {
  const { open, pass } = setUp(6000)
  const { spend } = open()
  pass(15_000)
  expect(await spend()).toEqual({ isSpent: true, left: 5999, seconds: 45 })
  pass(500)
  expect(await spend(9)).toEqual({ isSpent: true, left: 5990, seconds: 45 })
})

test('what several spend never passes the limit, and comes close to it', async () => {
  const { open } = setUp(1000)
  const processes = [open(), open(), open()]
  let spent = 0
  let refused = 0
  for (let i = 0; refused < 30; i++) {
    const { isSpent } = await processes[i % 3]!.spend()
    if (isSpent) spent++
    else refused++
  }
  expect(spent).toBeLessThanOrEqual(1000)
  expect(spent).toBeGreaterThan(900)
})

test('many at the same moment ask once, and spend no more than there is', async () => {
  const { open, leases } = setUp(100)
  const { spend } = open()
  const answers = await Promise.all(Array.from({ length: 150 }, () => spend()))
  expect(answers.filter(({ isSpent }) => isSpent)).toHaveLength(100)
  expect(leases()).toBe(20)
})

test('a spent budget asks nobody until the window is over', async () => {
  const { open, leases, pass } = setUp(20)
  const { spend, spendAll } = open()
  await spendAll()
  const leasedBefore = leases()
  for (let i = 0; i < 10; i++) expect(await spend()).toMatchObject({ isSpent: false, left: 0 })
  expect(leases()).toBe(leasedBefore)
  pass(MINUTE)
  expect(await spend()).toMatchObject({ isSpent: true, left: 19 })
})

test('takes more than a share at once, all or nothing, and takes back what was not needed', async () => {
  const { open } = setUp(100)
  const { spend, giveBack } = open()
  expect(await spend(60)).toMatchObject({ isSpent: true, left: 40 })
  expect(await spend(60)).toMatchObject({ isSpent: false })
  giveBack(30)
  expect(await spend(60)).toMatchObject({ isSpent: true, left: 10 })
})

test('a lease that fails is for those who wait to hear, and the next asks again', async () => {
  let isAway = true
  const budgets = createBudgets(async () => {
    if (isAway) throw new Error('away')
    return { granted: 5, rest: 95, endsInMs: MINUTE }
  })
  await expect(Promise.all([1, 2].map(() => budgets.spend('key', 1, 100)))).rejects.toThrow('away')
  isAway = false
  expect(await budgets.spend('key', 1, 100)).toMatchObject({ isSpent: true, left: 99 })
})
