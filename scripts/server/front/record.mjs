import { ServerResponse } from 'node:http'

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
    const take = (chunk, encoding) => {
      if (chunk && typeof chunk !== 'function') chunks.push(Buffer.from(chunk, encoding))
    }
    const later = (args) => {
      const done = args.find((arg) => typeof arg === 'function')
      if (done) process.nextTick(done)
    }
    Object.assign(res, {
      flushHeaders() {},
      write(...args) {
        take(args[0], args[1])
        later(args)
        return true
      },
      end(...args) {
        take(args[0], args[1])
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
