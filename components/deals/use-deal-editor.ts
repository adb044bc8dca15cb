'use client'

import { useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'
import { changedFields, type DealDraft, draftOf } from './deal-draft'

export const dealPath = (id: string) => `/api/deals/${id}?relations[]=client`

/** Saves only what was changed. When somebody was faster, `conflict` is the deal as it is now and the draft stays. */
export function useDealEditor(loaded: Deal, onSaved: (saved: Deal) => void) {
  const [deal, setDeal] = useState(loaded)
  const [draft, setDraft] = useState(() => draftOf(loaded))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [conflict, setConflict] = useState<Deal>()
  const changes = changedFields(deal, draft)

  async function send(version: number) {
    setBusy(true)
    setError(undefined)
    setConflict(undefined)
    try {
      const saved = await api<Deal>(`/api/deals/${deal.id}`, { method: 'PUT', body: changes, ifMatch: version })
      setBusy(false)
      onSaved(saved)
    } catch (refusal) {
      const known = asApiError(refusal)
      setError(known)
      if (known.status === 412) setConflict(await api<Deal>(dealPath(deal.id)).catch(() => undefined))
      setBusy(false)
    }
  }

  return {
    deal,
    draft,
    change: (fields: Partial<DealDraft>) => setDraft((now) => ({ ...now, ...fields })),
    dirty: Object.keys(changes).length > 0,
    busy,
    error,
    conflict,
    save: () => send(deal.version),
    applyAgain: () => conflict && send(conflict.version),
    takeTheirs() {
      if (!conflict) return
      setDeal(conflict)
      setDraft(draftOf(conflict))
      setConflict(undefined)
      setError(undefined)
    },
  }
}
