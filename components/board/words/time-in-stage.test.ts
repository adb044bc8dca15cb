import { expect, it } from 'vitest'
import { timeInStage } from './time-in-stage'

const pace = { medianDays: 4, p90Days: 10 }
const open = { kind: 'open' as const, rottingDays: null }

it('goes by the rotting days of the stage, and marks where half of the deals have left', () => {
  expect(timeInStage(10, { kind: 'open', rottingDays: 20 }, pace)).toEqual({
    share: 0.5,
    half: 0.2,
    isLate: false,
    words:
      '10 days in this stage; half of the deals leave it within 4 days, nine of ten within 10 days; too long from 20 days on',
  })
  expect(timeInStage(20, { kind: 'open', rottingDays: 20 })).toMatchObject({ share: 1, half: undefined, isLate: true })
})

it('goes by what nine of ten took where the stage has no limit', () => {
  expect(timeInStage(5, open, pace)).toMatchObject({ share: 0.5, half: 0.4, isLate: false })
  expect(timeInStage(10, open, pace)).toMatchObject({ share: 1, isLate: false })
  expect(timeInStage(11, open, pace)).toMatchObject({ share: 1, isLate: true })
})

it('has no mark beyond its end', () =>
  expect(timeInStage(1, { kind: 'open', rottingDays: 3 }, pace)).toMatchObject({ half: undefined }))

it('says nothing without anything to compare with, or of a closed deal', () => {
  expect(timeInStage(5, open)).toBeUndefined()
  expect(timeInStage(5, { kind: 'won', rottingDays: 3 }, pace)).toBeUndefined()
})
