import { createHash } from 'node:crypto'
import { badField } from '../errors'

const TAG = /(?:W\/)?"([^"]*)"/g
const VERSION = /^(?:W\/)?"(\d{1,15})(?:[-;][\w;-]+)?"$/
/** What this server and proxies write behind the tag of an answer that they compress. */
const CODING = /(?:--?|;)(?:gzip|br|deflate|zstd)$/

/**
 * The ETag of an entity: its version, and with relations a hash of the answer behind it, as these change without the
 * entity.
 */
export const etagOf = (version: number, textWithRelations?: string) =>
  textWithRelations === undefined ? `"${version}"` : `"${version}-${hashOf(textWithRelations)}"`

const hashOf = (text: string) => createHash('sha1').update(text).digest('hex').slice(0, 16)

/** The versions in If-Match; undefined without the header or with `*`. Throws bad_request. */
export function readIfMatch({ headers }: Request): number[] | undefined {
  const header = headers.get('if-match')?.trim()
  if (!header || header === '*') return
  const versions = header.split(/\s*,\s*/).map((tag) => VERSION.exec(tag)?.[1])
  if (versions.includes(undefined)) throw badField('If-Match', 'must be an ETag as the last answer gave it, or several')
  return versions.map(Number)
}

/**
 * The ETag by which If-None-Match names an answer that the client has, in the coding in which it has it; undefined when
 * it has another answer or none.
 */
export function heldTag({ headers }: Request, etag: string): string | undefined {
  const header = headers.get('if-none-match')?.trim()
  if (!header) return
  if (header === '*') return etag
  for (const [, tag = ''] of header.matchAll(TAG)) if (`"${tag.replace(CODING, '')}"` === etag) return `"${tag}"`
}
