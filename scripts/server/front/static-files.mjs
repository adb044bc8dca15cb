import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { acceptsGzip, zip } from './gzip.mjs'

/** @type {Record<string, string>} */
const TYPES = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.woff2': 'font/woff2',
}
const PREFIX = '/_next/static/'

/**
 * Answers with the files of the build from memory, each compressed once. Everything else goes to `next`.
 * @param {string} dist @param {import('./front.mjs').Handler} next @returns {import('./front.mjs').Handler}
 */
export function createStaticFiles(dist, next) {
  const folder = path.join(dist, 'static')
  /** @type {Map<string, { name: string, type: string, load?: Promise<{ plain: Buffer, zipped?: Buffer }> }>} */
  const files = new Map()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[path.extname(name)]
    if (type) files.set(PREFIX + name.replaceAll(path.sep, '/'), { name, type })
  }

  return async (req, res) => {
    const file = req.method === 'GET' ? files.get(req.url ?? '') : undefined
    if (!file) return next(req, res)
    file.load ??= load(path.join(folder, file.name))
    const { plain, zipped } = await file.load
    const body = zipped && acceptsGzip(req) ? zipped : plain
    res.writeHead(200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      ...(body === zipped && { 'content-encoding': 'gzip' }),
      'content-length': body.length,
    })
    res.end(body)
  }
}

/** @param {string} file */
async function load(file) {
  const plain = await readFile(file)
  return file.endsWith('.woff2') ? { plain } : { plain, zipped: await zip(plain, { level: 9 }) }
}
