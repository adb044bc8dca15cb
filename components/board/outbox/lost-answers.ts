import { ApiError, api } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'

/** Whether the answer got lost, so that a write may have been made. */
export const isAnswerLost = (reason: unknown) =>
  reason instanceof ApiError && (reason.status === 0 || reason.status >= 500)

/** The version of a deal whose write was made although the answer got lost; undefined if it was not. */
export async function findWrittenVersion(reason: unknown, id: string, version: number, userId: string) {
  if (!isAnswerLost(reason)) return
  const deal = await api<Deal>(`/api/deals/${id}`).catch(() => undefined)
  return deal?.version === version + 1 && deal.updatedByUserId === userId ? deal.version : undefined
}

/** Whether a deletion was made although its answer got lost. */
export const wasDeleted = async (reason: unknown, id: string) =>
  isAnswerLost(reason) && (await api(`/api/deals/${id}`).then(() => false, isNotFound))

export const isNotFound = (reason: unknown) => reason instanceof ApiError && reason.status === 404
