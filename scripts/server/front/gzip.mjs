import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** @type {(body: string | Buffer, options: import('node:zlib').ZlibOptions) => Promise<Buffer>} */
export const zip = promisify(gzip)

/** @param {import('node:http').IncomingMessage} req */
export const acceptsGzip = (req) => /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))
