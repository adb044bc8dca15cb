import { useRef, useState } from 'react'
import { type ApiError, api } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'
import { useDraft } from '../drafts/use-draft'
import { outbox } from '../outbox/outbox'
import { editOf } from './changes'
import { type DealDraft, dealForm, onCard, type Surroundings } from './deal-draft'
import type { DealValues } from './deal-values'

export const dealPath = (id: string) => `/api/deals/${id}?relations[]=client`

export type DealEditor = ReturnType<typeof useDealEditor>

type Options = {
  onSaved: () => void
  onRefused?: (reason: ApiError) => void
  /** Whether fields that can be read are saved although others cannot. */
  savesEach?: boolean
}

/** Edits a deal and saves changed fields; what is typed meanwhile stays. `conflict`: the current deal after a conflict. */
export function useDealEditor(loaded: Deal, around: Surroundings, { onSaved, onRefused, savesEach }: Options) {
  const [deal, setDeal] = useState(loaded)
  const [conflict, setConflict] = useState<Deal>()
  const saving = useRef<Promise<boolean>>(undefined)
  const drafting = useDraft(dealForm(deal, around))
  const fetchDeal = () => api<Deal>(dealPath(deal.id))

  async function send(version: number) {
    setConflict(undefined)
    const refusal = await drafting.save((changes, sent) => put(changes, version, sent), savesEach)
    if (refusal) onRefused?.(refusal)
    if (refusal?.status === 412) setConflict(await fetchDeal().catch(() => undefined))
    return !refusal
  }

  /** Saves the draft over that version; false when refused. A second call waits for the first. */
  function save(version: number) {
    saving.current ??= send(version).finally(() => {
      saving.current = undefined
    })
    return saving.current
  }

  async function put(changes: Partial<DealValues>, version: number, sent: DealDraft) {
    if (!Object.keys(changes).length) return
    const change = editOf({ ...deal, version }, changes, onCard(changes, sent))
    const { deal: saved } = await outbox.send(change, true)
    if (!saved) return
    const isSameClient = saved.clientId === deal.clientId
    setDeal(isSameClient ? { ...saved, client: deal.client } : await fetchDeal().catch(() => saved))
    drafting.drop(Object.fromEntries(Object.entries(sent).filter(([name]) => name in changes)))
    onSaved()
  }

  return {
    drafting,
    deal,
    around,
    dirty: drafting.isTouched,
    busy: drafting.busy,
    conflict,
    save: () => save(deal.version),
    /** Loads the deal again and keeps what is typed. */
    reload: () => fetchDeal().then(setDeal, () => {}),
    /** Saves the draft over what somebody else has written. */
    applyAgain: () => conflict && save(conflict.version),
    takeTheirs() {
      if (!conflict) return
      setDeal(conflict)
      drafting.drop()
      setConflict(undefined)
      drafting.refuse(undefined)
    },
  }
}
