import { gzipSync } from 'node:zlib'

/** Below a packet's size nothing is won. */
const WORTH_ZIPPING = 1400

/**
 * @param {import('node:http').ServerResponse} res
 * @param {{ status: number, headers: import('node:http').OutgoingHttpHeaders, body: string }} page
 * @param {{ gzip: boolean }} options what the client takes
 */
export function sendPage(res, { status, headers, body }, { gzip }) {
  const zipped = gzip && body.length > WORTH_ZIPPING
  // At once: handing so little to another thread costs half as much again.
  const bytes = zipped ? gzipSync(body, { level: 1 }) : Buffer.from(body)
  res.writeHead(status, {
    ...headers,
    vary: [headers.vary, 'Accept-Encoding'].filter(Boolean).join(', '),
    ...(zipped && { 'content-encoding': 'gzip' }),
    'content-length': bytes.length,
  })
  res.end(bytes)
}
