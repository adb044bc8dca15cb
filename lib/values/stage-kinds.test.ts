import { expect, test } from 'vitest'
import { kindFromName, type StageKind, suggestedKind } from './stage-kinds'

test.each<[string, StageKind, StageKind]>([
  ['Won', 'won', 'won'],
  ['closed-won', 'won', 'won'],
  ['CLOSED  LOST', 'lost', 'lost'],
  ['Gewonnen', 'open', 'won'],
  ['Abgeschlossen – gewonnen', 'open', 'won'],
  ['Abgeschlossen gewonnen', 'open', 'won'],
  ['Verloren', 'open', 'lost'],
  ['GAGNÉ', 'open', 'won'],
  ['Gagne\u0301e', 'open', 'won'],
  ['Perdido', 'open', 'lost'],
  ['Chiuso perso', 'open', 'lost'],
  ['przegrana ', 'open', 'lost'],
  ['受注', 'open', 'won'],
  ['Not won yet', 'open', 'open'],
  ['Wonder', 'open', 'open'],
  ['', 'open', 'open'],
])('%s: the API infers %s, a form suggests %s', (name, inferred, suggested) => {
  expect(kindFromName(name)).toBe(inferred)
  expect(suggestedKind(name)).toBe(suggested)
})
