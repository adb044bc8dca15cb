/** Secrets that others may know or guess. */
export const badSecrets = [
  '',
  ' '.repeat(40),
  'short',
  'x9!'.padEnd(31, 'abcdefghijklmnopqrstuvwxyz'),
  'a'.repeat(64),
  'password'.repeat(8),
  '0123456789'.repeat(4),
  'changemechangemechangemechangeme-now',
  'please-change-this-before-production-use',
  'your-secret-here-your-secret-here-1234',
  'my-super-secret-key-for-development-only',
  'this-is-an-example-secret-value-for-docs',
]
