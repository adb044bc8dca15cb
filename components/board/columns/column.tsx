import { memo } from 'react'
import type { BoardStage } from '@/lib/pipelines/schema'
import { CardList } from '../cards/card-list'
import { useDropTone } from '../drag/use-drop-tone'
import { StageSection } from './stage-section'

type Props = { stage: BoardStage; isInViewport: boolean }

/** A stage and its deals. `isInViewport`: visible before the board is scrolled. */
export const Column = memo(function Column({ stage, isInViewport }: Props) {
  const { tone, refusal } = useDropTone(stage.id, stage)
  return (
    <StageSection stage={stage} refusal={refusal} className={tone}>
      <CardList
        cell={stage.id}
        name={stage.name}
        empty={(isFiltered) => (isFiltered ? 'No deals match' : 'No deals in this stage')}
        isInViewport={isInViewport}
        isRefusing={refusal !== undefined}
      />
    </StageSection>
  )
})
