import { expect, test } from 'vitest'
import { type Packages, whatToDo } from './install.mjs'

const wanted: Packages = {
  '': {},
  'node_modules/next': { version: '16.0.0' },
  'node_modules/vitest': { version: '4.0.0', dev: true },
  'node_modules/here': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
  'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['plan9'], cpu: [process.arch] },
}
const { 'node_modules/vitest': _vitest, 'node_modules/elsewhere': _elsewhere, ...lean } = wanted
const { 'node_modules/here': _here, ...withoutBinary } = lean

test.each<[string, Packages | undefined, boolean, string | undefined]>([
  ['nothing there, for use', undefined, false, 'replaceLean'],
  ['nothing there, for development', undefined, true, 'replace'],
  ['all there', wanted, true, undefined],
  ['all that use needs', lean, false, undefined],
  ['development packages missing', lean, true, 'add'],
  ['the binary for this machine missing', withoutBinary, false, 'replaceLean'],
  ['another version', { ...wanted, 'node_modules/next': { version: '15.0.0' } }, false, 'replace'],
  [
    'another version of a development package',
    { ...wanted, 'node_modules/vitest': { version: '3.0.0', dev: true } },
    true,
    'replace',
  ],
])('%s', (_what, present, dev, action) => {
  expect(whatToDo(wanted, present, dev)).toBe(action)
})
