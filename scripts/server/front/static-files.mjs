import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { acceptedCoding, CODINGS } from './codings.mjs'

/** @type {Record<string, string>} */
const TYPES = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.woff2': 'font/woff2',
}
const PREFIX = '/_next/static/'

/**
 * A file of the build, read when it is first asked for, and compressed when it is first asked for in that coding.
 * @typedef {{ name: string, type: string, body?: Promise<Buffer>, coded: Partial<Record<Coding, Promise<Buffer>>> }} File
 * @typedef {import('./codings.mjs').Coding} Coding
 */

/**
 * Answers with the files of the build from memory, each compressed once. Everything else goes to `next`.
 * @param {string} dist @param {import('./front.mjs').Handler} next @returns {import('./front.mjs').Handler}
 */
export function createStaticFiles(dist, next) {
  const folder = path.join(dist, 'static')
  /** @type {Map<string, File>} */
  const files = new Map()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[path.extname(name)]
    if (type) files.set(PREFIX + name.replaceAll(path.sep, '/'), { name, type, coded: {} })
  }

  return async (req, res) => {
    const file = req.method === 'GET' ? files.get(req.url ?? '') : undefined
    if (!file) return next(req, res)
    file.body ??= readFile(path.join(folder, file.name))
    const coding = file.type.startsWith('font/') ? undefined : acceptedCoding(req)
    if (coding) file.coded[coding] ??= file.body.then(CODINGS[coding].compressWell)
    const body = await ((coding && file.coded[coding]) ?? file.body)
    res.writeHead(200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      ...(coding && { 'content-encoding': coding }),
      'content-length': body.length,
    })
    res.end(body)
  }
}
