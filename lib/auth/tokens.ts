import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits behind a prefix that says what leaked when one is found somewhere. */
export const newToken = (prefix: 'pat' | 'prt') => `${prefix}_${randomBytes(32).toString('base64url')}`

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
