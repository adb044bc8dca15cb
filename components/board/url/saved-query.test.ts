import { expect, it } from 'vitest'
import { savedQuery } from './saved-query'

const stage = '01a20490-0647-7703-b924-0702c6e65827'
const saved = (query: string) => savedQuery(new URLSearchParams(query))

it('keeps filter, shape, folded stages and view in one order, and no open deal', () => {
  expect(saved(`view=table&collapsed=${stage}&deal=7&density=compact&q=a+b&x=1`)).toBe(
    `q=a+b&density=compact&collapsed=${stage}&view=table`,
  )
})

it('is the same for the plain board however its address says so', () => {
  expect([saved(''), saved('view=board'), saved('view=&collapsed=x')]).toEqual(['', '', ''])
})
