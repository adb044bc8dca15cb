import { useBoard, useCard, useStages } from '../model/board-context'
import { Face } from './card-content'

/** What a card shows, without what can be done with it. */
export function CardFace({ id }: { id: string }) {
  const { members, today, pace, look } = useBoard()
  const view = useCard(id)
  const stages = useStages()
  if (!view) return null
  const { card, saving } = view
  const stage = stages.find((each) => each.id === card.stageId)
  const owner = card.ownerId ? members.get(card.ownerId) : undefined
  return (
    <Face
      card={card}
      stage={stage}
      owner={owner}
      today={today}
      pace={pace.get(card.stageId)}
      look={look}
      saving={saving}
    />
  )
}
