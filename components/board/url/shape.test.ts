import { expect, it } from 'vitest'
import { fieldsPart, lookOf, shapeOf, shapeQueryOf, usualLook } from './shape'

const read = (query: string) => shapeOf(new URLSearchParams(query))

it('reads the look of an address, and writes it in one order', () => {
  expect(lookOf(read('fields=owner,client&density=compact&q=x'))).toEqual({
    density: 'compact',
    fields: new Set(['owner', 'client']),
  })
  expect(shapeQueryOf(read('fields=owner&density=roomy'))).toBe('density=roomy&fields=owner')
  expect(lookOf(read('fields=none')).fields.size).toBe(0)
})

it.each(['density=tiny', 'fields=', 'fields=price', 'fields=client,', 'fields=none,client'])('leaves out %s', (query) =>
  expect(lookOf(read(query))).toEqual(usualLook),
)

it('names the fields in one order, and none of them when all are chosen', () => {
  expect(fieldsPart(new Set(['owner', 'client']))).toBe('client,owner')
  expect(fieldsPart(new Set())).toBe('none')
  expect(fieldsPart(usualLook.fields)).toBeUndefined()
})
