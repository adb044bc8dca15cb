import { useSearchParams } from 'next/navigation'
import { startTransition, useEffect, useState } from 'react'
import { api } from '@/components/api'
import { toast } from '@/components/ui/overlays/toast'
import { compareTexts } from '@/lib/values/alphabet'
import type { NewView, View, ViewChanges } from '@/lib/views/schema'
import { useBoard } from '../model/board-context'
import { boardUrl } from '../url/board-url'
import { savedQuery } from '../url/saved-query'
import { useBoardRouter } from '../url/use-board-router'

const byName = (a: View, b: View) => compareTexts(a.name, b.name) || (a.id < b.id ? -1 : 1)

/** The saved views of the board, undefined while they load, and functions that change them. */
export function useSavedViews() {
  const { board, model } = useBoard()
  const router = useBoardRouter()
  const shown = savedQuery(useSearchParams())
  const [views, setViews] = useState<View[]>()
  const path = `/api/pipelines/${board.pipeline.id}/views`

  useEffect(() => {
    const loading = new AbortController()
    api<{ items: View[] }>(path, { signal: loading.signal }).then(
      ({ items }) => setViews(items),
      (reason: Error) => loading.signal.aborted || toast(reason.message, { tone: 'error' }),
    )
    return () => loading.abort()
  }, [path])

  /** Puts a view into the list; a new default replaces the former one of its kind. */
  const put = (view: View) =>
    setViews((all = []) => {
      const others = all
        .filter(({ id }) => id !== view.id)
        .map((each) => (view.isDefault && each.isShared === view.isShared ? { ...each, isDefault: false } : each))
      return [...others, view].sort(byName)
    })

  /** Names the layout in the URL, as a bare one would open the default view. */
  const stayHere = () => {
    if (!new URLSearchParams(location.search).has('view')) history.replaceState(null, '', boardUrl({ view: 'board' }))
  }

  async function save(view: NewView) {
    put(await api<View>(path, { method: 'POST', body: view }))
    model.speech.set(`Saved the view ${view.name}`)
    if (view.isDefault) stayHere()
  }

  async function change(view: View, changes: ViewChanges) {
    put(await api<View>(`/api/views/${view.id}`, { method: 'PUT', body: changes, ifMatch: view.version }))
    model.speech.set(`Changed the view ${view.name}`)
    if (changes.isDefault) stayHere()
  }

  async function remove(view: View) {
    const { id, name, query, isShared, isDefault } = view
    await api(`/api/views/${id}`, { method: 'DELETE', ifMatch: view.version })
    setViews((all) => all?.filter((each) => each.id !== id))
    const restore = () => save({ name, query, isShared, isDefault }).catch(refused)
    toast(`Deleted the view ${name}`, { action: { label: 'Undo', onClick: restore } })
  }

  function open(query: string) {
    const address = new URLSearchParams(query)
    if (views?.some(({ isDefault }) => isDefault) && !address.has('view')) address.set('view', 'board')
    startTransition(() => router.push(() => (address.size ? `?${address}` : location.pathname)))
  }

  return { views, shown, save, change, remove, open }
}

export const refused = (reason: Error) =>
  toast('The view was not changed', { tone: 'error', description: reason.message })
