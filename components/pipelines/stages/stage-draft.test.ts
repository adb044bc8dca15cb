import { describe, expect, it } from 'vitest'
import { closingStage, newStage, toBodies, usualStages, withKind, withName, withNewStage } from './stage-draft'

const typed = (name: string, stage = newStage('new', 0)) =>
  [...name].reduce((draft, letter) => withName(draft, draft.name + letter), { ...stage, name: '' })

describe('the kind of a stage that is being made', () => {
  it('follows what is typed, in many languages, with what such a stage usually asks for', () => {
    expect(typed('Gewonnen')).toMatchObject({
      name: 'Gewonnen',
      kind: 'won',
      requiredFields: ['amount', 'expectedCloseDate'],
    })
    expect(typed('Perdu')).toMatchObject({ kind: 'lost', requiredFields: ['lostReason'] })
    expect(typed('Wonder')).toMatchObject({ kind: 'open', requiredFields: [] })
  })

  it('stays once somebody has chosen it', () => {
    const chosen = withKind(typed('Won'), 'open')
    expect(withName(chosen, 'Closed won')).toMatchObject({ kind: 'open', requiredFields: [] })
    expect(withName(closingStage('won', 'won'), 'Paid')).toMatchObject({ kind: 'won' })
  })
})

it('a stage that is there already keeps its kind under another name, and its rules under another kind', () => {
  const stage = {
    ...newStage('a', 0),
    id: 'a',
    kindFollowsName: undefined,
    name: 'Offer',
    requiredFields: ['ownerId' as const],
  }
  expect(withName(stage, 'Won')).toMatchObject({ kind: 'open' })
  expect(withKind(stage, 'won')).toEqual({ ...stage, kind: 'won' })
})

it('a closing stage comes after the open ones, won before lost', () => {
  const names = (kind: 'won' | 'lost') =>
    withNewStage(usualStages().slice(3, kind === 'won' ? 6 : 5), { ...closingStage('new', kind), name: 'new' }).map(
      ({ name }) => name,
    )
  expect(names('won')).toEqual(['Negotiation', 'Won', 'new', 'Lost'])
  expect(names('lost')).toEqual(['Negotiation', 'Won', 'new'])
})

it('is sent with its kind, and without what only the form knows', () => {
  const [body = {}] = toBodies([typed('Verloren')], 'EUR')
  expect(body).toMatchObject({ name: 'Verloren', kind: 'lost' })
  expect(Object.keys(body)).not.toContain('kindFollowsName')
})

it('is not sent with a number that cannot be read, nor without one', () => {
  const stage = { ...newStage('a', 0), probability: 'e', wipLimit: '3 or 4', wipAmount: '12.400', rottingDays: '' }
  expect(() => toBodies([newStage('b', 0), stage], 'EUR')).toThrow(
    expect.objectContaining({
      status: 400,
      fields: ['probability', 'wipLimit', 'wipAmount'].map((field) => ({
        path: `stages.1.${field}`,
        message: expect.stringMatching(/“.*”/),
      })),
    }),
  )
})
