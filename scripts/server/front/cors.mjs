import { isApi } from './problem.mjs'

const METHODS = 'GET, HEAD, POST, PUT, DELETE'
/** The star stands for every other header but Authorization. */
const ASKED =
  'authorization, content-type, if-match, idempotency-key, last-event-id, tenant-id, organization-id, language, *'
const EXPOSED = [
  ...['etag', 'location', 'retry-after', 'x-request-id', 'www-authenticate', 'allow', 'ratelimit', 'ratelimit-policy'],
  'idempotency-replayed',
].join(', ')
const PREFLIGHT_SECONDS = '7200'

/**
 * Lets pages of the listed origins call the API with a bearer token. Their cookies never count, and nobody else gets a
 * header of this.
 * @param {string[]} origins
 */
export function createCors(origins) {
  const listed = new Set(origins)

  /** @param {import('node:http').IncomingMessage} req */
  const isListed = ({ headers }) => listed.has(headers.origin ?? '') && !isOwn(headers)

  return {
    /**
     * The headers for the answer, whatever that is, names and values in turn.
     * @param {import('node:http').IncomingMessage} req @returns {string[]}
     */
    headersFor(req) {
      if (!listed.size || !isApi(req)) return []
      if (!isListed(req)) return ['vary', 'Origin']
      delete req.headers.cookie
      const origin = String(req.headers.origin)
      return ['vary', 'Origin', 'access-control-allow-origin', origin, 'access-control-expose-headers', EXPOSED]
    },
    /**
     * Whether the request only asked if another may be sent; then it has been answered.
     * @param {import('node:http').IncomingMessage} req @param {import('node:http').ServerResponse} res
     */
    answeredPreflight(req, res) {
      const { method, headers } = req
      if (method !== 'OPTIONS' || !headers['access-control-request-method'] || !isApi(req) || !isListed(req))
        return false
      res.writeHead(204, {
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': ASKED,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      res.end()
      return true
    },
  }
}

/** Our own pages send an Origin too. @param {import('node:http').IncomingHttpHeaders} headers */
const isOwn = ({ origin = '', host }) => URL.canParse(origin) && new URL(origin).host === host
