import { describe, expect, it } from 'vitest'
import { closingStage, newStage, toBody, usualStages, withKind, withName, withNewStage } from './stage-draft'

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
  const body = toBody(typed('Verloren'), 'EUR')
  expect(body).toMatchObject({ name: 'Verloren', kind: 'lost' })
  expect(Object.keys(body)).not.toContain('kindFollowsName')
})
