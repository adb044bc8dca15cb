import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse as parseCookies } from 'cookie'
import { ROOT } from '../../base/root.mjs'
import { isApi } from './problem.mjs'

/**
 * @typedef {import('./front.mjs').Handler} Handler
 * @typedef {{ isDatabaseAway(): boolean, hasFailedSince(moment: number): boolean }} Database of lib code, by `performance.now()`
 */

const RETRY_AFTER = '2'
const FILE = /^[^?]*\.\w+(\?|$)/
const THEME = /^(light|dark)$/

/**
 * Pages while the database is away: those asked for then are answered here, in words. Next knows 500 only for whatever goes
 * wrong in a page; of one that was on its way when the database failed it is made a 503.
 * @param {Database} database @param {Handler} next @returns {Handler}
 */
export function guardPages(database, next) {
  return (req, res) => {
    if (isApi(req) || FILE.test(req.url ?? '')) return next(req, res)
    if (database.isDatabaseAway()) return sendAway(req, res)
    const begun = performance.now()
    const { writeHead } = res
    res.writeHead = (status, ...rest) => {
      const isUnanswered = status === 500 && database.hasFailedSince(begun)
      if (isUnanswered) res.setHeader('retry-after', RETRY_AFTER)
      return writeHead.call(res, isUnanswered ? 503 : status, .../** @type {[any]} */ (rest))
    }
    return next(req, res)
  }
}

/** @param {import('node:http').IncomingMessage} req @param {import('node:http').ServerResponse} res */
function sendAway(req, res) {
  const { theme = '' } = parseCookies(req.headers.cookie ?? '')
  const body = Buffer.from(page(THEME.test(theme) ? ` data-theme="${theme}"` : ''))
  res.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'retry-after': RETRY_AFTER,
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}

/** @type {string | undefined} */
let tokens

/** Needs nothing else to be shown but the icon, which is a file. @param {string} theme an attribute */
function page(theme) {
  tokens ??= readFileSync(path.join(ROOT, 'app/tokens.css'), 'utf8')
  return `<!doctype html>
<html lang="en"${theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>The database does not answer · Penstock</title>
<link rel="icon" href="/icon.svg">
<style>
${tokens}
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; font: 0.8125rem/1.25rem ui-sans-serif, system-ui, sans-serif; color: var(--text); background: var(--canvas) }
main { max-width: 24rem; padding: 4rem 1rem; text-align: center }
h1 { margin: 1rem 0 0.5rem; font-size: 0.9375rem; font-weight: 600 }
p { margin: 0 0 1.25rem; color: var(--muted); text-wrap: pretty }
a { display: inline-block; padding: 0.375rem 0.75rem; border-radius: 6px; font-weight: 500; text-decoration: none; color: var(--on-fill); background: var(--primary) }
a:hover { background: var(--primary-hover) }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (pointer: coarse), (width < 40rem) { a { padding: 0.75rem 1rem } }
</style>
</head>
<body>
<main>
<img src="/icon.svg" alt="" width="36" height="36">
<h1>The database does not answer right now</h1>
<p>What was saved is kept. This page tries again by itself every few seconds.</p>
<a href="">Try again</a>
</main>
</body>
</html>
`
}
