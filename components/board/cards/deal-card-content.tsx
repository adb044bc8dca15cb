import { useBoard, useCard, useStages } from '../model/board-context'
import { useDaysSince } from '../model/use-clock'
import { CardContent } from './card-content'

export function DealCardContent({ id }: { id: string }) {
  const { board, members, today, pace, look } = useBoard()
  const shown = useCard(id)
  const days = useDaysSince(shown?.card.stageEnteredAt)
  const stages = useStages()
  if (!shown) return null
  const { card, saving } = shown
  const stage = stages.find((each) => each.id === card.stageId)
  const owner = card.ownerId ? members.get(card.ownerId) : undefined
  return (
    <CardContent
      card={card}
      stage={stage}
      owner={owner}
      home={board.pipeline.currency}
      today={today}
      days={days}
      pace={pace.get(card.stageId)}
      look={look}
      saving={saving}
    />
  )
}
