import { shortened } from '@/lib/values/titles-in-words'
import type { PlaceInWords } from './place-in-words'

const where = ({ stage, position, of }: PlaceInWords) => `${stage}, position ${position} of ${of}`

export const instructions =
  'Press Enter to open, arrow keys to go to other deals, Alt and arrow keys to move this one. Press Space to lift it, arrow keys, W or L to move it, Space to drop, Escape to cancel. Press M for more ways to move it, question mark for all keys. Press X to select several, then move any of them to move all.'

/** `by` is the name of another member who drags the deal. */
export const lifted = (deal: PlaceInWords, by?: string) =>
  `Lifted ${deal.title}. ${where(deal)}. ${by ? `${movedBy(by)}. ` : ''}Use the arrow keys to move it, W or L to take it to won or lost.`
export const movedBy = (name: string) => `${name} is moving this`
/** `refusal` says why the stage does not take it. */
export const over = (deal: PlaceInWords, refusal?: string) =>
  `${deal.title}, ${where(deal)}${refusal ? `. ${refusal}` : ''}`
export const dropped = (deal: PlaceInWords) => `Dropped ${deal.title} in ${where(deal)}${deal.handover}`
export const back = (deal: PlaceInWords) => `${deal.title} ${deal.isMany ? 'are' : 'is'} back in ${where(deal)}`
export const cancelled = (deal: PlaceInWords) => `Cancelled. ${back(deal)}`
export const deletedInHand = (title: string, by = 'Someone') =>
  `${by} deleted “${shortened(title)}” while you moved it.`
export const deletedBy = (title: string, by = 'Someone') => `${by} deleted “${shortened(title)}”.`
export const hasLeft = (title: string) => `“${shortened(title)}” has left this list.`
export const standsIn = (title: string) =>
  `“${shortened(title)}” has the focus now. Press an arrow key to go on from there.`
export const rearranged = (title: string) =>
  `The board changed while you moved “${shortened(title)}”. It is back in its place.`
export const moved = (deal: PlaceInWords) => `Moved ${deal.title} to ${where(deal)}${deal.handover}`
export const added = (title: string, stage: string) => `Added ${title} to ${stage}`
