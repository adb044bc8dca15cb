import { describe, expect, test } from 'vitest'
import type { Actor } from '../auth/actor'
import { updatePipeline } from '../pipelines/commands'
import type { Pipeline, StageInput } from '../pipelines/schema'
import { newPipeline, newTenant } from '../testing/tenants'
import { createDeal, deleteDeal, updateDeal } from './commands'
import { getDeal } from './queries'
import { undoChange } from './undoing/undo'

type Rules = Partial<Pick<StageInput, 'requiredFields' | 'wipLimit' | 'wipAmount' | 'wipIsHard'>>

const stagesWith = (pipeline: Pipeline, id: string, rules: Rules) =>
  pipeline.stages.map((stage) => ({ id: stage.id, name: stage.name, ...(stage.id === id && rules) }))

/** A tenant with a pipeline in which one stage has rules. */
async function ruled(stage: 'open' | 'second' | 'won' | 'lost', rules: Rules) {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const made = await newPipeline(admin)
  await updatePipeline(admin, made.pipeline.id, { stages: stagesWith(made.pipeline, made[stage], rules) })
  return { admin, ...made }
}

const refused = (...paths: string[]) => ({
  code: 'rule_refused',
  details: { fields: paths.map((path) => expect.objectContaining({ path })) },
})

const deals = (admin: Actor, count: number, stageId: string, fields = {}) =>
  Promise.all(Array.from({ length: count }, (_, i) => createDeal(admin, { title: `Deal ${i}`, stageId, ...fields })))

describe('a stage that asks for fields', () => {
  test('takes a deal that has them, or gets them with the move', async () => {
    const { admin, open, lost } = await ruled('lost', { requiredFields: ['amount', 'lostReason'] })
    const [deal] = await deals(admin, 1, open)
    const { id } = deal!
    await expect(updateDeal(admin, id, { stageId: lost })).rejects.toMatchObject(refused('amount', 'lostReason'))
    await expect(updateDeal(admin, id, { stageId: lost, amount: 0 })).rejects.toMatchObject(refused('lostReason'))
    expect(await getDeal(admin, id)).toEqual(deal)
    const moved = await updateDeal(admin, id, { stageId: lost, amount: 0, lostReason: 'Price' })
    expect(moved).toMatchObject({ stageId: lost, amount: 0, lostReason: 'Price', version: 2 })
  })

  test('asks the same of a new deal', async () => {
    const { admin, won } = await ruled('won', { requiredFields: ['expectedCloseDate', 'ownerId'] })
    const bare = { title: 'New', stageId: won }
    await expect(createDeal(admin, bare)).rejects.toMatchObject(refused('expectedCloseDate', 'ownerId'))
    const whole = { ...bare, expectedCloseDate: '2027-01-31', ownerId: admin.userId }
    expect(await createDeal(admin, whole)).toMatchObject({ stageId: won })
  })

  test('does not let an edit take them away, and lets a deal that lacks them be edited', async () => {
    const { admin, pipeline, open } = await ruled('open', {})
    const [full, bare] = [...(await deals(admin, 1, open, { amount: 5 })), ...(await deals(admin, 1, open))]
    await updatePipeline(admin, pipeline.id, { stages: stagesWith(pipeline, open, { requiredFields: ['amount'] }) })
    await expect(updateDeal(admin, full!.id, { amount: null })).rejects.toMatchObject(refused('amount'))
    expect(await updateDeal(admin, bare!.id, { title: 'B' })).toMatchObject({ title: 'B', amount: null })
    expect(await updateDeal(admin, bare!.id, { stageId: open, afterId: full!.id })).toMatchObject({ version: 3 })
  })

  test('does not stand in the way of what takes back, or of a stage that goes', async () => {
    const { admin, pipeline, open, second } = await ruled('open', {})
    const [moved, gone] = await deals(admin, 2, open)
    const { version } = await updateDeal(admin, moved!.id, { stageId: second })
    await deleteDeal(admin, gone!.id)
    const rules: Rules = { requiredFields: ['amount'], wipLimit: 1, wipIsHard: true }
    await updatePipeline(admin, pipeline.id, { stages: stagesWith(pipeline, open, rules) })
    for (const [id, undone] of [
      [moved!.id, { version, deleted: false }],
      [gone!.id, { version: 1, deleted: true }],
    ] as const)
      expect((await undoChange(admin, id, undone)).deal).toMatchObject({ stageId: open })

    const [late] = await deals(admin, 1, second)
    const kept = pipeline.stages.filter(({ id }) => id !== second).map(({ id, name }) => ({ id, name }))
    await updatePipeline(admin, pipeline.id, { stages: kept, moveDealsTo: open })
    expect(await getDeal(admin, late!.id)).toMatchObject({ stageId: open, amount: null })
  })
})

describe('a limit', () => {
  test('that is soft refuses nothing', async () => {
    const { admin, open, second } = await ruled('second', { wipLimit: 1, wipAmount: 1 })
    for (const deal of await deals(admin, 2, open, { amount: 9 })) await updateDeal(admin, deal.id, { stageId: second })
    expect(await createDeal(admin, { title: 'Third', stageId: second })).toMatchObject({ stageId: second })
  })

  test('that is hard refuses moves and new deals in words, and lets be who is in', async () => {
    const { admin, open, second } = await ruled('second', { wipLimit: 1, wipIsHard: true })
    const [first, other] = await deals(admin, 2, open)
    await updateDeal(admin, first!.id, { stageId: second })
    const full = { ...refused('stageId'), message: 'Second is full: it holds 1 of 1 deal.' }
    await expect(updateDeal(admin, other!.id, { stageId: second })).rejects.toMatchObject(full)
    await expect(createDeal(admin, { title: 'New', stageId: second })).rejects.toMatchObject(full)
    expect(await updateDeal(admin, first!.id, { stageId: second, title: 'B' })).toMatchObject({ title: 'B' })
    await updateDeal(admin, first!.id, { stageId: open })
    expect(await updateDeal(admin, other!.id, { stageId: second })).toMatchObject({ stageId: second })
  })

  test('of an amount counts what is in the pipeline’s currency', async () => {
    const { admin, open, second } = await ruled('second', { wipAmount: 100.5, wipIsHard: true })
    const [euros, most, cent, none] = [
      ...(await deals(admin, 1, open, { amount: 5000, currency: 'EUR' })),
      ...(await deals(admin, 1, open, { amount: 100.5 })),
      ...(await deals(admin, 1, open, { amount: 0.01 })),
      ...(await deals(admin, 1, open)),
    ]
    for (const { id } of [euros!, most!, none!]) await updateDeal(admin, id, { stageId: second })
    await expect(updateDeal(admin, cent!.id, { stageId: second })).rejects.toMatchObject({
      message: 'Second is full: it holds 100.50 of 100.50 USD.',
    })
    await expect(updateDeal(admin, cent!.id, { stageId: second, amount: 7 })).rejects.toMatchObject(refused('stageId'))
    await updateDeal(admin, cent!.id, { stageId: second, currency: 'EUR' })
  })

  test('of an amount is not passed by pricing a deal that is in already, in words that name what was sent', async () => {
    const { admin, pipeline, second } = await ruled('second', { wipAmount: 100, wipIsHard: true })
    const [bare, euros] = [
      ...(await deals(admin, 1, second)),
      ...(await deals(admin, 1, second, { amount: 500, currency: 'EUR' })),
    ]
    const edit = (id: string, changes: object) => updateDeal(admin, id, changes)
    await expect(edit(bare!.id, { amount: 100.01 })).rejects.toMatchObject({
      ...refused('amount'),
      message: 'Second has no room for 100.01 more: it holds 0.00 of 100.00 USD.',
    })
    expect(await edit(bare!.id, { amount: 100 })).toMatchObject({ amount: 100, version: 2 })
    await expect(edit(euros!.id, { currency: 'USD' })).rejects.toMatchObject(refused('currency'))
    expect(await edit(euros!.id, { amount: 900 })).toMatchObject({ amount: 900, currency: 'EUR' })
    const lower: Rules = { wipAmount: 10, wipLimit: 1, wipIsHard: true }
    await updatePipeline(admin, pipeline.id, { stages: stagesWith(pipeline, second, lower) })
    expect(await edit(bare!.id, { amount: 60 })).toMatchObject({ amount: 60 })
    await expect(edit(bare!.id, { amount: 61 })).rejects.toMatchObject(refused('amount'))
    expect(await edit(bare!.id, { currency: 'EUR' })).toMatchObject({ currency: 'EUR' })
  })

  test('of an amount holds when many are priced at once', async () => {
    const { admin, second } = await ruled('second', { wipAmount: 100, wipIsHard: true })
    const bare = await deals(admin, 6, second)
    const priced = await Promise.allSettled(bare.map(({ id }) => updateDeal(admin, id, { amount: 40 })))
    expect(priced.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    for (const one of priced) if (one.status === 'rejected') expect(one.reason).toMatchObject(refused('amount'))
  })

  test('that is hard holds when many come at once: the last places go to as many as there are', async () => {
    const { admin, open, second } = await ruled('second', { wipLimit: 3, wipIsHard: true })
    const waiting = await deals(admin, 8, open)
    const came = await Promise.allSettled([
      ...waiting.map(({ id }) => updateDeal(admin, id, { stageId: second })),
      ...Array.from({ length: 4 }, () => createDeal(admin, { title: 'New', stageId: second })),
    ])
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    for (const one of came) if (one.status === 'rejected') expect(one.reason).toMatchObject(refused('stageId'))
  })

  test('that turns hard while deals come in is kept from then on', async () => {
    const { admin, pipeline, open, second } = await ruled('second', { wipLimit: 1 })
    const waiting = await deals(admin, 6, open)
    await Promise.allSettled([
      ...waiting.map(({ id }) => updateDeal(admin, id, { stageId: second })),
      updatePipeline(admin, pipeline.id, { stages: stagesWith(pipeline, second, { wipIsHard: true }) }),
    ])
    await expect(createDeal(admin, { title: 'Late', stageId: second })).rejects.toMatchObject(refused('stageId'))
  })
})
