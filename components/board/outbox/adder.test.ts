import { afterEach, expect, test, vi } from 'vitest'
import { api } from '@/components/api'
import type { CardPage } from '@/lib/board/schema'
import { BoardStore } from '../store/board-store'
import { board, card } from '../store/fixtures'
import { createAdder } from './adder'
import { createGates } from './gates'

afterEach(() => vi.unstubAllGlobals())

/** A board whose server answers requests in turn; null is an answer that gets lost. */
function adderWith(...answers: (object | null)[]) {
  const requests: { method: string; key: string | undefined }[] = []
  vi.stubGlobal(
    'fetch',
    async (_: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
      requests.push({ method, key: headers['idempotency-key'] })
      const answer = answers.shift()
      if (!answer) throw new TypeError('Failed to fetch')
      return answer instanceof Response ? answer : Response.json(answer)
    },
  )
  const empty = board({ s1: { cards: [] } })
  const store = new BoardStore(empty)
  const refetch = vi.fn()
  const fetchCard = (id: string) => api<CardPage>(`/api/pipelines/p/cards?ids=${id}`)
  const adder = createAdder({
    store,
    gates: createGates(),
    board: empty,
    fetchCard,
    refetch,
    onAdded: () => {},
    onFinished: () => {},
  })
  return { adder, store, refetch, requests }
}

const made = card('d1', 's1', 'a')

test('what got no answer is sent again under its key, at once and when it is added again', async () => {
  const { adder, store, requests } = adderWith(null, null, made, { items: [made] })
  await expect(adder.add('s1', { title: 'Acme', amount: null })).rejects.toMatchObject({ status: 0 })
  expect(store.column('s1').ids).toEqual([])
  await adder.add('s1', { title: 'Acme', amount: null })
  expect(store.column('s1').ids).toEqual(['d1'])
  const keys = requests.filter(({ method }) => method === 'POST').map(({ key }) => key)
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

test('what is still being made is asked for again under its key', async () => {
  const inFlight = new Response(null, { status: 409, headers: { 'retry-after': '0.01' } })
  const { adder, store, requests } = adderWith(null, inFlight, made, { items: [made] })
  await adder.add('s1', { title: 'Acme', amount: null })
  expect(store.column('s1').ids).toEqual(['d1'])
  expect(new Set(requests.flatMap(({ key }) => key ?? [])).size).toBe(1)
})

test('the next deal of the same name is another one', async () => {
  const { adder, requests } = adderWith(made, { items: [made] }, made, { items: [made] })
  await adder.add('s1', { title: 'Acme', amount: null })
  await adder.add('s1', { title: 'Acme', amount: null })
  expect(new Set(requests.flatMap(({ key }) => key ?? [])).size).toBe(2)
})

test('a deal that is made but could not be read is no failure', async () => {
  const { adder, refetch } = adderWith(made, null)
  await adder.add('s1', { title: 'Acme', amount: null })
  expect(refetch).toHaveBeenCalledWith('d1')
})
