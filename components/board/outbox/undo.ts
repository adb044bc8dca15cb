import { api } from '@/components/api'
import type { Progress } from '@/components/progress'
import { toast } from '@/components/ui/overlays/toast'
import type { BoardStore } from '../store/board-store'
import { waitForStore } from '../store/wait-for-store'
import { signIn } from './sign-in'

/** An own change that can be undone: of one deal, by the version that the change brought it to, or of a batch. */
type Done = { what: string } & ({ id: string; version: number; deleted: boolean } | { batchId: string; ids: string[] })

const MOST = 50

type Options = { store: BoardStore; progress: Progress; refetch: (id: string) => void; say: (text: string) => void }

export type Undo = ReturnType<typeof createUndo>

/** Remembers own changes and undoes them on the server, the newest first. */
export function createUndo({ store, progress, refetch, say }: Options) {
  const done: Done[] = []

  function note(change: Done) {
    done.push(change)
    if (done.length > MOST) done.shift()
  }

  /** Shows a toast that undoes the change. */
  function offer(change: Done) {
    note(change)
    toast(change.what, { id: 'undo', action: { label: 'Undo', onClick: () => undo(change) } })
  }

  async function undo(change?: Done) {
    // A pending move is the newest change once it has arrived.
    if (!change) await waitForStore(store, () => store.isIdle)
    const target = change ?? done.at(-1)
    if (!target) return toast('There is nothing to take back.')
    if (done.includes(target)) done.splice(done.lastIndexOf(target), 1)
    const { what } = target
    try {
      await progress.during('Taking back…', takeBack(target))
      for (const id of 'ids' in target ? target.ids : [target.id]) refetch(id)
      say(`Taken back: ${what}`)
      toast(`Taken back: ${what}`, { id: 'undo' })
    } catch (reason) {
      toast((reason as Error).message, { tone: 'error', action: signIn(reason) })
    }
  }

  return { note, offer, undo }
}

function takeBack(change: Done) {
  if ('ids' in change) return api(`/api/deals/bulk/${change.batchId}/undo`, { method: 'POST' })
  const { id, version, deleted } = change
  return api(`/api/deals/${id}/undo`, { method: 'POST', body: { version, deleted } })
}
