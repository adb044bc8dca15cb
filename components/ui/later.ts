import { type ComponentType, lazy } from 'react'
import { reachServer } from './reach-server'

const AFTER_LOAD_MS = 2_000

/**
 * A component that no first view needs. It is fetched when it is first shown or, before that, once the page has come to
 * rest: what is opened without a network has to be there already.
 */
export function later<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  afterLoad(() => load().catch(() => {}))
  return lazy(() => surely(load))
}

/** A script that is asked for without a network comes once there is one; a failure would stay for good. */
export const surely = <Module>(load: () => Promise<Module>) => load().catch(() => reachServer().then(load))

/** Runs it some time after the page has loaded; never on the server. */
export function afterLoad(work: () => void) {
  if (typeof document === 'undefined') return
  const wait = () => setTimeout(work, AFTER_LOAD_MS)
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
}
