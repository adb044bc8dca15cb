import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import manifest from '@/package.json'
import { refusalOfNode } from './node-version.mjs'
import { ROOT } from './root.mjs'

const range = manifest.engines.node

test.each(['20.19.0', '20.20.2', '22.12.0', '22.21.1', '23.0.0', '24.0.0', '26.10.0', '100.0.0'])(
  'takes Node %s',
  (version) => {
    expect(refusalOfNode(version, range)).toBeUndefined()
  },
)

test.each(['16.20.2', '18.20.8', '20.9.0', '20.18.3', '21.7.3', '22.0.0', '22.11.0'])('refuses Node %s', (version) => {
  expect(refusalOfNode(version, range)).toBe(
    `Node ${version} cannot run this; install Node 20.19 or a later 20, or 22.12 or newer`,
  )
})

test('is the first thing that every program of package.json does', () => {
  const programs = Object.values(manifest.scripts).flatMap((line) => line.match(/\S+\.mjs/g) ?? [])
  expect(programs.length).toBeGreaterThan(6)
  for (const program of programs)
    expect(readFileSync(path.join(ROOT, program), 'utf8'), program).toMatch(/^import '\S*\/node-version\.mjs'\n/)
})
