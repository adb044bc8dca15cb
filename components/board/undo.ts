import { api } from '@/components/api'
import { toast } from '@/components/ui/toast'
import type { BoardStore } from './board-store'
import { signIn } from './sign-in'

/** An own change, by the version it brought the deal to; of a deletion the last version there was. */
type Done = { id: string; version: number; deleted: boolean; what: string }

const MOST = 50

type Options = { store: BoardStore; refetch: (id: string) => void; say: (text: string) => void }

/** Remembers own changes, and takes them back on the server, the newest first. */
export function createUndo({ store, refetch, say }: Options) {
  const done: Done[] = []

  function note(change: Done) {
    done.push(change)
    if (done.length > MOST) done.shift()
  }

  /** With the way to take it back beside it. */
  function offer(change: Done) {
    note(change)
    toast(change.what, { action: { label: 'Undo', onClick: () => undo(change) } })
  }

  async function undo(change?: Done) {
    // A move on its way is the newest change, once it has arrived.
    if (!change) await settled(store)
    const taken = change ?? done.at(-1)
    if (!taken) return toast('There is nothing to take back.')
    if (done.includes(taken)) done.splice(done.lastIndexOf(taken), 1)
    const { id, version, deleted, what } = taken
    try {
      await api(`/api/deals/${id}/undo`, { method: 'POST', body: { version, deleted } })
      refetch(id)
      say(`Taken back: ${what}`)
      toast(`Taken back: ${what}`)
    } catch (reason) {
      toast((reason as Error).message, { tone: 'error', action: signIn(reason) })
    }
  }

  return { note, offer, undo }
}

function settled(store: BoardStore) {
  return new Promise<void>((resolve) => {
    if (store.isSettled) return resolve()
    const stop = store.subscribe(() => {
      if (!store.isSettled) return
      stop()
      resolve()
    })
  })
}
