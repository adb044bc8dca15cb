import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

/** @typedef {'br' | 'gzip'} Coding */

const { BROTLI_OPERATION_FLUSH, BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY, Z_SYNC_FLUSH } = zlib.constants
const QUICK = { br: 3, gzip: 6 }
const THOROUGH = 9

/** With a window of 256 KB instead of 4 MB, as every open stream keeps one. @param {number} quality */
const brotli = (quality) => ({ params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_LGWIN]: 18 } })

/** @type {(body: Buffer, options: zlib.ZlibOptions) => Promise<Buffer>} */
const gzip = promisify(zlib.gzip)
const brotliCompress = promisify(zlib.brotliCompress)

/**
 * Content codings: `compress` for what is sent once, `compressWell` for what is sent often, and a stream that hands on at
 * once what is written to it.
 */
export const CODINGS = {
  br: {
    compress: (/** @type {Buffer} */ body) => zlib.brotliCompressSync(body, brotli(QUICK.br)),
    compressWell: (/** @type {Buffer} */ body) => brotliCompress(body, brotli(THOROUGH)),
    createStream: () => zlib.createBrotliCompress({ ...brotli(QUICK.br), flush: BROTLI_OPERATION_FLUSH }),
  },
  gzip: {
    compress: (/** @type {Buffer} */ body) => zlib.gzipSync(body, { level: QUICK.gzip }),
    compressWell: (/** @type {Buffer} */ body) => gzip(body, { level: THOROUGH }),
    createStream: () => zlib.createGzip({ level: QUICK.gzip, flush: Z_SYNC_FLUSH }),
  },
}

/** @type {Coding[]} */
const PREFERRED = ['br', 'gzip']

/**
 * The coding that the client gives the most weight (RFC 9110, section 12.5.3); undefined when that is none at all.
 * @param {{ headers: import('node:http').IncomingHttpHeaders }} request
 */
export function acceptedCoding({ headers }) {
  const weights = weightsIn(String(headers['accept-encoding'] ?? ''))
  const weightOf = (/** @type {string} */ coding) => weights.get(coding) ?? weights.get('*') ?? 0
  const least = weights.get('identity') ?? 0
  const [best] = PREFERRED.filter((coding) => weightOf(coding) > 0 && weightOf(coding) >= least).sort(
    (a, b) => weightOf(b) - weightOf(a),
  )
  return best
}

/** Reads as much of a header as an honest client writes. @param {string} header @returns {Map<string, number>} */
function weightsIn(header) {
  return new Map(
    header.split(',', 20).map((item) => {
      const [name = '', ...parameters] = item.split(';', 5).map((part) => part.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return [name, Number(weight ?? 1)]
    }),
  )
}
