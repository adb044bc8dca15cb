import { ApiError, api } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'

/** Without an answer of the product's own nobody knows whether a write was made. */
export const isUnsure = (reason: unknown) => reason instanceof ApiError && (reason.status === 0 || reason.status >= 500)

/** The version of a deal, when a write that was to follow `version` was made although its answer got lost. */
export async function writtenAnyway(reason: unknown, id: string, version: number, userId: string) {
  if (!isUnsure(reason)) return
  const deal = await api<Deal>(`/api/deals/${id}`).catch(() => undefined)
  return deal?.version === version + 1 && deal.updatedByUserId === userId ? deal.version : undefined
}

/** Whether a deletion was made although its answer got lost. */
export const deletedAnyway = async (reason: unknown, id: string) =>
  isUnsure(reason) && (await api(`/api/deals/${id}`).then(() => false, isNotFound))

export const isNotFound = (reason: unknown) => reason instanceof ApiError && reason.status === 404
