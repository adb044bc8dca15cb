import { headersIn } from './answers.mjs'
import { byteLengthIn, bytesIn, doneIn } from './body-arguments.mjs'
import { acceptedCoding, CODINGS } from './codings.mjs'

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('./answers.mjs').Head} Head
 * @typedef {import('./body-arguments.mjs').BodyArguments} BodyArguments
 * @typedef {import('./codings.mjs').Coding} Coding
 */

const WORTH_COMPRESSING = 1024
/** Bytes that take less than a millisecond: handing them to another thread would cost more than it spares. */
const AT_ONCE = 128 * 1024
const TEXT = /^(text\/(?!event-stream)|image\/svg|application\/([\w.-]+\+)?(json|javascript|xml))/i

/**
 * Compresses the answer, whoever writes it, where its client takes that and the body is worth it. As the size decides,
 * the head waits until the body begins.
 * @param {IncomingMessage} req @param {ServerResponse} res
 */
export function compressAnswer(req, res) {
  const { writeHead, flushHeaders, write, end } = res
  /** @type {Head | undefined} */
  let head
  const stepAside = () => Object.assign(res, { writeHead, flushHeaders, write, end })

  function demandHead() {
    if (!head && !res.headersSent) res.writeHead(res.statusCode)
  }

  /** Makes the head what a body of so many bytes needs; returns how that is to be coded. @param {number} size */
  function begin(size) {
    demandHead()
    stepAside()
    if (!head) return
    const isLarge = size > WORTH_COMPRESSING
    if (!isLarge && req.method !== 'HEAD' && head[0] !== 304) {
      Reflect.apply(writeHead, res, head)
      return
    }
    adopt(res, head)
    res.appendHeader('vary', 'Accept-Encoding')
    const coding = isLarge && !isFromElsewhere(req) ? acceptedCoding(req) : undefined
    if (coding) label(res, coding)
    return coding
  }

  Object.assign(res, {
    /** @param {Head} args */
    writeHead(...args) {
      if (mayCompress(res, args)) head = args
      else {
        stepAside()
        Reflect.apply(writeHead, res, args)
      }
      return res
    },
    flushHeaders() {
      demandHead()
      if (!head) flushHeaders.call(res)
    },
    /** @param {BodyArguments} args */
    write(...args) {
      demandHead()
      const coding = begin(Number(headerOf(res, head, 'content-length') ?? Number.POSITIVE_INFINITY))
      if (coding) compressInPieces(res, coding)
      return Reflect.apply(res.write, res, args)
    },
    /** @param {BodyArguments} args */
    end(...args) {
      const size = byteLengthIn(args)
      const coding = begin(size)
      if (coding && size <= AT_ONCE) {
        const body = CODINGS[coding].compress(bytesIn(args))
        return res.setHeader('content-length', body.length).end(body, doneIn(args))
      }
      if (coding) compressInPieces(res, coding)
      return Reflect.apply(res.end, res, args)
    },
  })
}

/** @param {ServerResponse} res @param {Head} args */
function mayCompress(res, args) {
  const header = (/** @type {string} */ name) => String(headerOf(res, args, name) ?? '')
  return (
    TEXT.test(header('content-type')) &&
    !header('content-encoding') &&
    !header('content-range') &&
    !/\bno-transform\b/i.test(header('cache-control'))
  )
}

/** @param {ServerResponse} res @param {Head | undefined} head @param {string} name */
const headerOf = (res, head, name) => headersIn(head ?? [])?.[name] ?? res.getHeader(name)

/** Gives the answer what its `writeHead` was called with; the first byte writes it out. @param {ServerResponse} res @param {Head} head */
function adopt(res, head) {
  res.statusCode = Number(head[0])
  if (typeof head[1] === 'string') res.statusMessage = head[1]
  for (const [name, value] of Object.entries(headersIn(head) ?? {})) if (value !== undefined) res.setHeader(name, value)
}

/** A strong ETag names bytes, so each coding has one of its own (RFC 9110, section 8.8.3.3). @param {ServerResponse} res @param {Coding} coding */
function label(res, coding) {
  res.setHeader('content-encoding', coding)
  res.removeHeader('accept-ranges')
  const etag = String(res.getHeader('etag') ?? '')
  if (etag.startsWith('"')) res.setHeader('etag', `${etag.slice(0, -1)}-${coding}"`)
}

/**
 * Whether another site has made the browser ask with our cookie. Compressed, the lengths of such answers would tell it
 * what they hold, once they hold what it wrote into the address too (BREACH).
 * @param {IncomingMessage} req
 */
const isFromElsewhere = ({ headers }) =>
  'cookie' in headers && /^(cross|same)-site$/.test(String(headers['sec-fetch-site']))

/** Sends what is written from now on through a compressor, which takes more only as the client does. @param {ServerResponse} res @param {Coding} coding */
function compressInPieces(res, coding) {
  const { write, end, emit } = res
  res.removeHeader('content-length')
  res.writeHead(res.statusCode)
  const compressor = CODINGS[coding].createStream()
  compressor
    .on('data', (chunk) => Reflect.apply(write, res, [chunk]) || compressor.pause())
    .on('end', () => Reflect.apply(end, res, []))
    .on('drain', () => emit.call(res, 'drain'))
    .on('error', (error) => res.destroy(error))
  res.once('close', () => compressor.destroy())
  Object.assign(res, {
    /** Whoever writes is to hear of the compressor's drain only. @param {string} event @param {unknown[]} args */
    emit(event, ...args) {
      if (event !== 'drain') return emit.call(res, event, ...args)
      compressor.resume()
      return true
    },
    /** @param {BodyArguments} args */
    write: (...args) => Reflect.apply(compressor.write, compressor, args),
    /** @param {BodyArguments} args */
    end(...args) {
      if (!compressor.writableEnded) Reflect.apply(compressor.end, compressor, args)
      return res
    },
  })
}
