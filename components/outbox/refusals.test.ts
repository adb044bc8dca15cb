import { expect, it } from 'vitest'
import { ApiError } from '@/components/api'
import { deletionOf, moveOf } from '@/components/deals/changes'
import { refusalOf } from './refusals'

const acme = { id: 'a', title: 'Acme', version: 1 }
const birch = { id: 'b', title: 'Birch', version: 1 }
const move = moveOf([acme], { stageId: 's' }, 'Offer')
const badField = (path: string) => new ApiError(400, 'x', [{ path, message: 'is not known here' }])

it('says why a move was refused and what to do', () => {
  expect(refusalOf(move, new ApiError(412, 'x'), 'Ana Silva')).toEqual({
    message: '“Acme” was not moved',
    description: 'Ana Silva changed it meanwhile. The board shows it as it is now.',
  })
  expect(refusalOf(move, new ApiError(403, 'Not allowed.')).description).toBe(
    'Not allowed. Ask an admin for the right to edit deals.',
  )
  expect(refusalOf(move, badField('stageId')).description).toBe('That stage was deleted meanwhile. Choose another one.')
  expect(refusalOf(move, new ApiError(500, 'x'))).toMatchObject({ remedy: 'try again' })
  expect(refusalOf(move, new ApiError(422, 'The stage is full.')).description).toBe('The stage is full.')
})

it('says which of several deals is the reason', () => {
  const many = moveOf([acme, birch], { stageId: 's' }, 'Offer')
  expect(refusalOf(many, badField('deals.1.id')).description).toBe('“Birch” was deleted meanwhile.')
  expect(refusalOf(many, badField('stageId')).description).toBe('That stage was deleted meanwhile. Choose another one.')
  expect(refusalOf(deletionOf([acme, birch]), new ApiError(412, 'Ana changed “Birch”.'))).toEqual({
    message: '2 deals were not deleted',
    description: 'Ana changed “Birch”.',
    remedy: 'try again',
  })
})
