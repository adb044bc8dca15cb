/**
 * What `write` and `end` of an answer are called with.
 * @typedef {() => void} Done
 * @typedef {[chunk?: string | Uint8Array | Done | null, encoding?: BufferEncoding | Done, done?: Done]} BodyArguments
 */

/** @param {BodyArguments} args */
export const bytesIn = ([chunk, encoding]) =>
  typeof chunk === 'string' ? Buffer.from(chunk, encodingOf(encoding)) : Buffer.from(isBytes(chunk) ? chunk : [])

/** @param {BodyArguments} args */
export const byteLengthIn = ([chunk, encoding]) => {
  if (typeof chunk === 'string') return Buffer.byteLength(chunk, encodingOf(encoding))
  return isBytes(chunk) ? chunk.byteLength : 0
}

/** The callback. @param {BodyArguments} args */
export const doneIn = (args) => args.find((arg) => typeof arg === 'function')

/** @param {BodyArguments[0]} chunk */
const isBytes = (chunk) => chunk instanceof Uint8Array

/** @param {BodyArguments[1]} encoding */
const encodingOf = (encoding) => (typeof encoding === 'string' ? encoding : undefined)
