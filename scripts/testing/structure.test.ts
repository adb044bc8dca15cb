import { expect, test } from 'vitest'
import { faultsOf } from './structure.mjs'

const faults = (house: Record<string, string>) => faultsOf(Object.keys(house), (file) => house[file]!)

test('a house in order has no faults', () =>
  expect(
    faults({
      'app/page.tsx': "import { Door } from '@/components/door'",
      'components/door.tsx': "'use client'\nimport { word } from './word'\nconst Late = later(() => import('./late'))",
      'components/late.tsx': 'export default null',
      'components/word.ts': "import type { Deal } from '@/lib/deals/schema'",
      'lib/deals/schema.ts': "import * as z from 'zod'",
    }),
  ).toEqual([]))

test('files that need one another, types included', () =>
  expect(
    faults({ 'lib/log/a.ts': "import type { B } from './b'", 'lib/log/b.ts': "import {\n  a,\n} from './a'" }),
  ).toEqual(['these files need one another: lib/log/a.ts, lib/log/b.ts']))

test('folders that need one another', () =>
  expect(
    faults({
      'lib/log/a.ts': "import { b } from '../live/b'",
      'lib/live/b.ts': '',
      'lib/live/c.ts': "export { d } from '@/lib/log/d'",
      'lib/log/d.ts': '',
    }),
  ).toEqual(['these folders need one another: lib/log, lib/live']))

test('more than twenty files in a folder, tests not counted', () => {
  const files = (count: number, end: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`bench/loads/${i}${end}`, '']))
  expect(faults({ ...files(20, '.mjs'), ...files(20, '.test.ts') })).toEqual([])
  expect(faults(files(21, '.mjs'))).toEqual(['bench/loads holds 21 files, 20 are the most'])
})

test('another name beside those of a noun', () =>
  expect(faults({ 'lib/contacts/utils.ts': '', 'lib/contacts/policy.ts': '' })).toEqual([
    'lib/contacts/utils.ts is none of schema.ts, policy.ts, queries.ts, commands.ts',
  ]))

test("'use client' that is no boundary", () =>
  expect(
    faults({
      'app/page.tsx': "import { Door } from '@/components/door'",
      'components/door.tsx': "'use client'\nimport { Inner } from './inner'",
      'components/inner.tsx': "'use client'\n",
    }),
  ).toEqual(["components/inner.tsx says 'use client', and no server component imports it"]))
