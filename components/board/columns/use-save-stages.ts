import { api } from '@/components/api'
import { useBoard } from '../model/board-context'
import { useBoardRouter } from '../url/use-board-router'
import type { StageEdit } from './stage-edits'

/** Saves all stages; deals of a removed one go to `moveDealsTo`. Throws ApiError. */
export function useSaveStages() {
  const router = useBoardRouter()
  const { pipeline } = useBoard().board
  return async (stages: StageEdit[], moveDealsTo?: string) => {
    const body = { stages, moveDealsTo }
    try {
      await api(`/api/pipelines/${pipeline.id}`, { method: 'PUT', body, ifMatch: pipeline.version })
    } finally {
      router.refresh()
    }
  }
}
