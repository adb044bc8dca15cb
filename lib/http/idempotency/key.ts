import { sha256 } from '../../auth/tokens'
import { badField } from '../../errors'

/** The key of a write, and a hash by which the same write is known again. */
export type Key = { key: string; request: string }

type Sent = { address: string; text: string | undefined }

/** The Idempotency-Key of a request; undefined without one. Throws bad_request. */
export function readKey({ headers, method }: Request, { address, text = '' }: Sent): Key | undefined {
  const key = headers.get('idempotency-key')
  if (key === null) return
  if (!VISIBLE.test(key)) throw badField('Idempotency-Key', 'must be 1 to 255 visible ASCII characters, without spaces')
  return { key, request: sha256(`${method} ${address}\n${text}`) }
}

const VISIBLE = /^[!-~]{1,255}$/
