import { hash } from '@node-rs/argon2'

/** A valid hash of a test's password, a hundred times cheaper to make and verify than the product's own. */
export const cheapHash = (password: string) => hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 })
