import { expect, it } from 'vitest'
import { board } from '../store/fixtures'
import { withoutStage, withStageAdded, withStageRenamed, withStageShifted } from './stage-edits'

const { stages } = board({ a: { cards: [] }, b: { cards: [] }, c: { cards: [] } })
const ids = (edits: { id?: string; name: string }[]) => edits.map(({ id, name }) => id ?? name).join(' ')

it('lists the stages as they shall be', () => {
  expect(ids(withStageShifted(stages, 'b', -1))).toBe('b a c')
  expect(ids(withStageShifted(stages, 'b', 1))).toBe('a c b')
  expect(ids(withStageAdded(stages, 1, { name: 'New' }))).toBe('a New b c')
  expect(ids(withoutStage(stages, 'b'))).toBe('a c')
  expect(withStageRenamed(stages, 'c', 'Won')).toEqual([
    { id: 'a', name: 'Stage a' },
    { id: 'b', name: 'Stage b' },
    { id: 'c', name: 'Won' },
  ])
})
