import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createBoardPages } from './board-pages.mjs'

const PATH = '/pipelines/01a20490-0647-7703-b924-0702c6e65827'
type Seen = { apart: boolean; url: string }
type View = { frame: string; board: string; columns: string } | { location: string } | undefined

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A front before a Next that says what it was asked; `views` are what the board reads as, the last one for good. */
async function serve(...views: View[]) {
  const seen: Seen[] = []
  let nonces = 0
  const pages = createBoardPages(
    async () => (views.length > 1 ? views.shift() : views[0]),
    (req, res) => {
      const apart = 'x-board-apart' in req.headers
      seen.push({ apart, url: req.url ?? '' })
      const nonce = /nonce-(\w+)/.exec(String(req.headers['content-security-policy']))![1]
      res.setHeader('link', `</a.css>; nonce="${nonce}"`)
      res.statusCode = views[0] ? 200 : 404
      res.write(`<head></head><p>${req.headers.cookie ?? ''}</p>`)
      res.end(apart ? `<!--first-view--><script nonce="${nonce}">1</script>` : 'by Next')
    },
  )
  const server = http.createServer((req, res) => {
    req.headers['content-security-policy'] = `script-src 'nonce-n${++nonces}'`
    pages(req, res)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { seen, get: (path = PATH, headers = {}, init: RequestInit = {}) => fetch(base + path, { headers, ...init }) }
}

const view = (name: string) => ({ frame: name, board: `{"name":"</script>${name}"}`, columns: `<i>${name}</i>` })

test('renders a page once and fills in the board, its first view and the nonce of each visit', async () => {
  const { seen, get } = await serve(view('a'))
  const first = await (await get()).text()
  const again = await get()
  expect(seen).toHaveLength(1)
  expect(again.headers.get('link')).toBe('</a.css>; nonce="n2"')
  const second = await again.text()
  expect(second).toBe(first.replaceAll('n1', 'n2'))
  expect(second).toContain(
    '<i>a</i><script id="board-data" type="application/json">{"name":"\\u003c/script>a"}</script>',
  )
  expect(second.indexOf('board-data"')).toBeLessThan(second.indexOf('nonce="n2"'))
})

test('renders again for another frame, theme or pipeline', async () => {
  const { seen, get } = await serve(view('a'), view('a'), view('b'))
  await get()
  expect(await (await get()).text()).toContain('<i>b</i>')
  await get(PATH, { cookie: 'theme=dark' })
  await get(PATH.replace('01a2', '01a3'))
  expect(seen).toHaveLength(4)
})

test('keeps nothing that was rendered while its frame changed', async () => {
  const { seen, get } = await serve(view('a'), view('b'), view('a'))
  await get()
  await get()
  expect(seen).toHaveLength(2)
})

test('leaves to Next whom there is no board for, and what is no document', async () => {
  const stranger = await serve(undefined)
  const answer = await stranger.get()
  expect([answer.status, await answer.text()]).toEqual([404, '<head></head><p></p>by Next'])
  const { seen, get } = await serve(view('a'))
  await get(PATH, { rsc: '1' })
  await get(`${PATH}?deal=1`)
  await get('/pipelines', { 'x-board-apart': '1' })
  await get(PATH, { authorization: 'Bearer x' })
  expect(seen.map(({ apart }) => apart)).toEqual([false, false, false, false])
})

test('sends to the default view, without rendering', async () => {
  const { seen, get } = await serve({ location: `${PATH}?q=x&view=board` })
  const answer = await get(PATH, {}, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([307, `${PATH}?q=x&view=board`])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(seen).toEqual([])
})
