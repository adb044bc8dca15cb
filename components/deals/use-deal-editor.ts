import { useRef, useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'
import { changedFields, type DealDraft, draftOf, rebased } from './deal-draft'

export const dealPath = (id: string) => `/api/deals/${id}?relations[]=client`

/** Edits a deal and saves changed fields; what is typed meanwhile stays. `conflict`: the current deal after a conflict. */
export function useDealEditor(
  loaded: Deal,
  { onSaved, onRefused }: { onSaved: (saved: Deal) => void; onRefused?: (reason: ApiError) => void },
) {
  const [deal, setDeal] = useState(loaded)
  const [draft, setDraft] = useState(() => draftOf(loaded))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [conflict, setConflict] = useState<Deal>()
  const saving = useRef<Promise<boolean>>(undefined)
  const changes = changedFields(deal, draft)

  function take(now: Deal, sent = draft) {
    setDeal(now)
    setDraft((typed) => rebased(typed, sent, now))
  }

  async function send(version: number) {
    setBusy(true)
    setError(undefined)
    setConflict(undefined)
    try {
      const saved = await api<Deal>(`/api/deals/${deal.id}`, { method: 'PUT', body: changes, ifMatch: version })
      const isSameClient = saved.clientId === deal.clientId
      take(
        isSameClient ? { ...saved, client: deal.client } : await api<Deal>(dealPath(deal.id)).catch(() => saved),
        draft,
      )
      onSaved(saved)
      return true
    } catch (refusal) {
      const known = asApiError(refusal)
      setError(known)
      onRefused?.(known)
      if (known.status === 412) setConflict(await api<Deal>(dealPath(deal.id)).catch(() => undefined))
      return false
    } finally {
      setBusy(false)
      saving.current = undefined
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
    /** Saves the draft; false when refused. A second call waits for the first. */
    save() {
      saving.current ??= send(deal.version)
      return saving.current
    },
    /** Loads the deal again and keeps what is typed. */
    async reload() {
      take(await api<Deal>(dealPath(deal.id)).catch(() => deal))
    },
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
