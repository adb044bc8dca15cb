import { parse as parseCookies } from 'cookie'
import { record } from './record.mjs'

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('./front.mjs').Handler} Handler
 * @typedef {Awaited<ReturnType<typeof record>>} Answer
 * @typedef {{ frame: string, board: string, columns: string }} BoardPage
 * @typedef {(headers: Headers, pipelineId: string) => Promise<BoardPage | { location: string } | undefined>} ReadBoardPage
 */

const PATH = /^\/pipelines\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/
/** Characters, of all kept pages together. */
const MOST_KEPT = 16_000_000
const FIRST_VIEW = '<!--first-view-->'
/** Without it half of the first paints show the frame alone, and the next one waits for the scripts. */
const PAINT_WHOLE = '<link rel="expect" href="#board-data" blocking="render"/>'
const NONCE = /'nonce-([^']+)'/

/**
 * Rendering a board's page costs Next many times what reading the board does, and all but the board is the same from one
 * visit to the next. So Next renders it without the board, once for everything that shows in it, and the board is put
 * beside it. Whoever is to see something else than a board, and every other address, goes to `next`; who has a default view is sent there.
 * @param {ReadBoardPage} read @param {Handler} next @returns {Handler}
 */
export function createBoardPages(read, next) {
  const kept = keepPages()

  return async (req, res) => {
    delete req.headers['x-board-apart']
    const id = req.method === 'GET' && !isPartial(req.headers) ? PATH.exec(req.url ?? '')?.[1] : undefined
    if (!id) return next(req, res)
    const headers = new Headers({ cookie: req.headers.cookie ?? '' })
    const view = await read(headers, id)
    if (!view) return next(req, res)
    if ('location' in view) return redirect(res, view.location)
    const { theme } = parseCookies(req.headers.cookie ?? '')
    const key = JSON.stringify([id, theme, view.frame])
    let page = kept.get(key)
    if (!page) {
      // To a crawler Next sends a page whole: streamed parts would stay hidden for up to 300 ms after the first paint.
      Object.assign(req.headers, { 'x-board-apart': '1', 'user-agent': 'Googlebot' })
      const answer = await record(next, req)
      if (!answer.body.includes(FIRST_VIEW)) return send(res, answer)
      page = new Page(answer, nonceOf(req))
      // Only what was rendered of this very frame may be kept under it.
      const now = await read(headers, id)
      if (now && 'frame' in now && now.frame === view.frame) kept.set(key, page)
    }
    send(res, page.with(nonceOf(req), view))
  }
}

/** A page that Next has rendered, open where the nonce, the first view and, before all that would ask for it, the board go. */
class Page {
  #above
  #below
  #scripts
  #headers

  /** @param {Answer} answer @param {string} nonce */
  constructor({ headers, body }, nonce) {
    this.length = body.length
    const whole = body.replace('</head>', `${PAINT_WHOLE}$&`)
    const [above, rest] = cut(whole, whole.indexOf(FIRST_VIEW))
    const [below, scripts] = cut(rest.slice(FIRST_VIEW.length), rest.indexOf('<script') - FIRST_VIEW.length)
    this.#above = above.split(nonce)
    this.#below = below.split(nonce)
    this.#scripts = scripts.split(nonce)
    this.#headers = { ...headers, link: String(headers.link ?? '').split(nonce) }
  }

  /** @param {string} nonce @param {BoardPage} view @returns {Answer} */
  with(nonce, { board, columns }) {
    const data = `<script id="board-data" type="application/json">${board.replaceAll('<', '\\u003c')}</script>`
    return {
      status: 200,
      headers: { ...this.#headers, link: this.#headers.link.join(nonce) },
      body: this.#above.join(nonce) + columns + this.#below.join(nonce) + data + this.#scripts.join(nonce),
    }
  }
}

/** @param {ServerResponse} res @param {Answer} page */
function send(res, { status, headers, body }) {
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

/** @param {ServerResponse} res @param {string} location */
const redirect = (res, location) => res.writeHead(307, { location, 'cache-control': 'no-store' }).end()

/** @param {string} text @param {number} at @returns {[string, string]} */
const cut = (text, at) => [text.slice(0, at), text.slice(at)]

/** Gives up those that were not asked for the longest, beyond the limit. */
function keepPages() {
  /** @type {Map<string, Page>} */
  const pages = new Map()
  let length = 0

  /** @param {string} key */
  function drop(key) {
    length -= pages.get(key)?.length ?? 0
    pages.delete(key)
  }

  /** @param {string} key @param {Page} page */
  function set(key, page) {
    drop(key)
    pages.set(key, page)
    length += page.length
    for (const oldest of pages.keys()) {
      if (length <= MOST_KEPT) break
      drop(oldest)
    }
  }

  return {
    set,
    /** @param {string} key */
    get(key) {
      const page = pages.get(key)
      if (page) set(key, page)
      return page
    },
  }
}

/** What Next's own client asks for is no document. @param {IncomingMessage['headers']} headers */
const isPartial = (headers) => 'rsc' in headers || 'next-action' in headers || 'authorization' in headers

/** @param {IncomingMessage} req */
const nonceOf = (req) => NONCE.exec(String(req.headers['content-security-policy']))?.[1] ?? ''
