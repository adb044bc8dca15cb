import { expect, it } from 'vitest'
import { ApiError } from '@/components/api'
import { refusalOfField } from './refused-field'

it('says which field of an edit was refused, and why', () => {
  const reason = new ApiError(400, 'x', [{ path: 'expectedCloseDate', message: 'must lie between 1900 and 2200' }])
  expect(refusalOfField('Acme', 'Expected close', reason)).toEqual({
    message: 'Expected close of “Acme” was not saved',
    description: 'Expected close: must lie between 1900 and 2200.',
  })
})

it('says what was typed where its row is gone, and that it waits where it is not', () => {
  const gone = refusalOfField('Acme', 'Amount', new ApiError(404, 'x'), { who: 'Ana', typed: '2,500' })
  expect(gone.description).toBe('Ana deleted it meanwhile. You typed “2,500”.')
  const failed = refusalOfField('Acme', 'Amount', new ApiError(500, 'x'), { typed: '2,500' })
  expect(failed.description).toBe('The server had a problem. What you typed is still in its cell.')
})
