import { ServerResponse } from 'node:http'

/**
 * @typedef {() => void} Done
 * @typedef {[chunk?: string | Uint8Array | Done, encoding?: BufferEncoding | Done, done?: Done]} WriteArguments
 */

/**
 * What a handler answers, without sending it.
 * @param {import('./front.mjs').Handler} handler @param {import('node:http').IncomingMessage} req
 * @returns {Promise<{ status: number, headers: import('node:http').OutgoingHttpHeaders, body: string }>}
 */
export function record(handler, req) {
  return new Promise((resolve, reject) => {
    const res = new ServerResponse(req)
    /** @type {Buffer[]} */
    const chunks = []
    const take = (/** @type {WriteArguments} */ [chunk, encoding]) => {
      if (typeof chunk === 'string')
        chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : undefined))
      else if (chunk && typeof chunk !== 'function') chunks.push(Buffer.from(chunk))
    }
    const later = (/** @type {WriteArguments} */ args) => {
      const done = args.find((arg) => typeof arg === 'function')
      if (done) process.nextTick(done)
    }
    Object.assign(res, {
      flushHeaders() {},
      /** @param {WriteArguments} args */
      write(...args) {
        take(args)
        later(args)
        return true
      },
      /** @param {WriteArguments} args */
      end(...args) {
        take(args)
        later(args)
        process.nextTick(() => {
          res.emit('finish')
          res.emit('close')
        })
        resolve({ status: res.statusCode, headers: res.getHeaders(), body: Buffer.concat(chunks).toString() })
        return res
      },
    })
    Promise.resolve(handler(req, res)).catch(reject)
  })
}
