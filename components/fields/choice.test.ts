import { afterEach, expect, test, vi } from 'vitest'
import { type Choice, meant } from './choice'
import { contact } from './contact'
import type { FieldContext } from './kind'

afterEach(() => vi.unstubAllGlobals())

const named = (...names: string[]) => names.map((name, at) => ({ id: String(at), name }))

test.each([
  ['muller', ['Möller', 'Müller & Söhne'], 'Müller & Söhne'],
  ['ACME', ['Acme Corp', 'Acme', 'Pacme'], 'Acme'],
  ['acme', ['Acme', 'Acmé'], '“acme” stands in 2 names.'],
  ['a', ['Acme', 'Alder'], '“a” stands in 2 names.'],
  ['zoe', ['Acme'], '“zoe” is no client.'],
])('%s among %j means %s', (text, names, expected) => {
  const found = meant(text, named(...names), 'client')
  expect('problem' in found ? found.problem : found.name).toBe(expected)
})

/** What becomes of a typed client, and the requests that it took; the server answers with these. */
async function looksUp(draft: Choice, answer: object, context: Partial<FieldContext> = {}) {
  const requests: string[] = []
  vi.stubGlobal('fetch', async (path: string, { method }: RequestInit) => {
    requests.push(`${method} ${path.split('?')[0]}`)
    return Response.json(answer)
  })
  const field = { kind: 'contact', label: 'Client' } as const
  const around = {
    field,
    currency: 'USD',
    home: 'USD',
    stage: undefined,
    stages: [],
    members: [],
    contacts: [],
    ...context,
  }
  const reading = contact.read(draft, around)
  return { settled: 'find' in reading ? await reading.find() : reading, requests }
}

test('a client is created once that was chosen, and not by its name alone', async () => {
  const typed = await looksUp({ text: ' Birch ' }, { items: [] })
  expect(typed.settled).toEqual({ text: ' Birch ', problem: '“Birch” is no client. Choose one, or create it.' })
  expect(typed.requests).toEqual(['GET /api/organization-contact/pagination'])
  const chosen = await looksUp({ text: 'Birch', isNew: true }, { id: 'b', name: 'Birch' })
  expect(chosen.settled).toEqual({ text: 'Birch', id: 'b' })
  expect(chosen.requests).toEqual(['POST /api/organization-contact'])
})

test('part of the name of the client that is there may mean another', async () => {
  const contacts = [{ id: 'c', name: 'Acme Corp' }]
  const part = await looksUp({ text: 'acme' }, { items: [...contacts, { id: 'a', name: 'Acme' }] }, { contacts })
  expect(part.settled).toEqual({ text: 'Acme', id: 'a' })
  expect(await looksUp({ text: 'ACME corp' }, {}, { contacts })).toEqual({ settled: { value: 'c' }, requests: [] })
})
