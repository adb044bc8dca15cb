import { useSearchParams } from 'next/navigation'
import { boardUrl } from './board-url'

const KEYS = { stages: 'collapsed', lanes: 'collapsedLanes' }
type What = keyof typeof KEYS

const id = '(none|[\\da-f-]{36})'
export const collapsedForm = new RegExp(`^${id}(,${id})*$`, 'i')

const read = (address: Pick<URLSearchParams, 'get'>, what: What) => new Set(address.get(KEYS[what])?.split(','))

/** The ids of the collapsed stages, or the keys of the collapsed lanes. */
export const useCollapsed = (what: What = 'stages') => read(useSearchParams(), what)

/** Collapses a stage or a lane, or expands it again. */
export function toggleCollapsed(key: string, what: What = 'stages') {
  const folded = read(new URLSearchParams(location.search), what)
  if (!folded.delete(key)) folded.add(key)
  history.replaceState(null, '', boardUrl({ [KEYS[what]]: [...folded].join() }))
}
