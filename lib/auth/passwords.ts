import { hash, verify } from '@node-rs/argon2'
import demo from '@/db/demo/demo-login.json'
import { env } from '../env'

/** The demo accounts' password. It opens nothing unless this is the embedded, loopback-bound demo. */
export const DEMO_PASSWORD = demo.password

export const hashPassword = (password: string) => hash(password)

/**
 * True when `password` belongs to `passwordHash`. Without a hash (no such account) it takes as long and says no, so the
 * time of an answer does not tell which addresses have an account.
 */
export async function verifyPassword(password: string, passwordHash: string | undefined) {
  dummyHash ??= hash(crypto.randomUUID())
  const matches = await verify(passwordHash ?? (await dummyHash), password)
  return matches && passwordHash !== undefined && (password !== DEMO_PASSWORD || env().DEMO)
}

let dummyHash: Promise<string> | undefined
