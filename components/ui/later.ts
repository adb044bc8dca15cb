import { type ComponentType, lazy } from 'react'
import { reachServer } from './reach-server'

const AFTER_LOAD_MS = 2_000

/** A component that is fetched when first shown or, before that, once the page has loaded: it may be shown offline. */
export function later<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  afterLoad(() => load().catch(() => {}))
  return lazy(() => surely(load))
}

/** Loads a module and, when that fails, again once the server can be reached. */
export const surely = <Module>(load: () => Promise<Module>) => load().catch(() => reachServer().then(load))

/** Runs `work` two seconds after the page has loaded; never on the server. */
export function afterLoad(work: () => void) {
  if (typeof document === 'undefined') return
  const wait = () => setTimeout(work, AFTER_LOAD_MS)
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
}
