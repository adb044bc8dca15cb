import { ServerResponse } from 'node:http'
import { bytesIn, doneIn } from './body-arguments.mjs'

/** @typedef {import('./body-arguments.mjs').BodyArguments} BodyArguments */

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
    const take = (/** @type {BodyArguments} */ args) => {
      chunks.push(bytesIn(args))
      const done = doneIn(args)
      if (done) process.nextTick(done)
    }
    Object.assign(res, {
      flushHeaders() {},
      /** @param {BodyArguments} args */
      write(...args) {
        take(args)
        return true
      },
      /** @param {BodyArguments} args */
      end(...args) {
        take(args)
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
