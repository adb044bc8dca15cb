import { expect, test } from 'vitest'
import { badSecrets } from '../testing/bad-secrets'
import { whyUnfit } from './secret.mjs'

test.each(badSecrets)('refuses "%s"', (secret) => {
  expect(whyUnfit(secret)).toBeTypeOf('string')
})

test('accepts what the recipe makes', () => {
  for (let i = 0; i < 200; i++) {
    const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')
    expect(whyUnfit(secret)).toBeUndefined()
  }
})
