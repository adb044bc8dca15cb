import { afterEach, expect, it, vi } from 'vitest'
import { createBoardRequests } from './board-requests'

afterEach(() => vi.unstubAllGlobals())

/** A server that answers with what it was paths. */
function serve() {
  const paths: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    paths.push(path)
    return Response.json(path)
  })
  return paths
}

it('asks for cards under filter and sort, and for all else under the filter', async () => {
  serve()
  const { ask } = createBoardRequests('/p', { filter: 'q=a&owner=me', sort: '-amount', lanes: '' })
  expect(await ask('cards?ids=1')).toBe('/p/cards?q=a&owner=me&ids=1&sort=-amount')
  expect(await ask('totals')).toBe('/p/totals?q=a&owner=me')
  expect(await createBoardRequests('/p', { filter: '', sort: '', lanes: '' }).ask('totals')).toBe('/p/totals')
})

it('asks again when something else is shown by the time of the answer', async () => {
  const paths = serve()
  const requests = createBoardRequests('/p', { filter: 'q=a', sort: '', lanes: '' })
  const answer = requests.ask('totals')
  requests.change({ filter: 'q=b', sort: '', lanes: '' })
  expect(await answer).toBe('/p/totals?q=b')
  expect(paths).toEqual(['/p/totals?q=a', '/p/totals?q=b'])
})

it('asks for a lane of what matches, and for the sums of all lanes', async () => {
  serve()
  const { ask } = createBoardRequests('/p', { filter: 'owner=me,none', sort: '', lanes: 'owner' })
  expect(await ask('cards?stageId=s&owner=none')).toBe('/p/cards?owner=none&stageId=s')
  expect(await ask('totals')).toBe('/p/totals?owner=me%2Cnone&lanes=owner')
})
