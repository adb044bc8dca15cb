import { expect, test } from 'vitest'
import { includesText } from './accents'

test.each([
  ['Müller & Söhne', 'muller', true],
  ['Muller', 'Müller', true],
  ['Mu\u0308ller', 'mü', true],
  ['Möller', 'muller', false],
])('%s says %s: %s', (text, part, isSaid) => expect(includesText(text, part)).toBe(isSaid))
