import { api } from '@/components/api'
import { toast } from '@/components/ui/overlays/toast'
import type { BoardStore } from '../store/board-store'
import { until } from '../store/until'
import type { Progress } from './progress'
import { signIn } from './sign-in'

/** An own change: of one deal, by the version it brought it to (of a deletion the last one), or of several at once. */
type Done = { what: string } & ({ id: string; version: number; deleted: boolean } | { batchId: string; ids: string[] })

const MOST = 50

type Options = { store: BoardStore; progress: Progress; refetch: (id: string) => void; say: (text: string) => void }

export type Undo = ReturnType<typeof createUndo>

/** Remembers own changes, and takes them back on the server, the newest first. */
export function createUndo({ store, progress, refetch, say }: Options) {
  const done: Done[] = []

  function note(change: Done) {
    done.push(change)
    if (done.length > MOST) done.shift()
  }

  /** With the way to take it back beside it. */
  function offer(change: Done) {
    note(change)
    toast(change.what, { id: 'undo', action: { label: 'Undo', onClick: () => undo(change) } })
  }

  async function undo(change?: Done) {
    // A move on its way is the newest change, once it has arrived.
    if (!change) await until(store, () => store.isSettled)
    const taken = change ?? done.at(-1)
    if (!taken) return toast('There is nothing to take back.')
    if (done.includes(taken)) done.splice(done.lastIndexOf(taken), 1)
    const { what } = taken
    try {
      await progress.during('Taking back…', takeBack(taken))
      for (const id of 'ids' in taken ? taken.ids : [taken.id]) refetch(id)
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
