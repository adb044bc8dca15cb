import { useEffect, useRef } from 'react'
import { latinKey } from './ui/latin-key'

/** An action of the page, run by its key or from the palette. */
export type Action = {
  /** The name in the palette; without one it is not listed. */
  name?: string
  /** The key as `latinKey` reads it; `mod+` stands for Ctrl, or ⌘ on a Mac, `mod+shift+` for both. */
  key?: string
  /** Whether the key applies while `target` has the focus. */
  when?: (target: EventTarget | null) => boolean
  run: (target: EventTarget | null) => void
}

const offered = new Set<{ current: Action[] }>()

/** Offers actions by key and in the palette while the component is mounted. */
export function useActions(actions: Action[]) {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    offered.add(latest)
    return () => {
      offered.delete(latest)
    }
  }, [])
}

export const offeredActions = () => [...offered].flatMap(({ current }) => current)

/** Whether keys at the target belong to a field, dialog or menu. */
const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null

export function runByKey(event: KeyboardEvent) {
  const { target, ctrlKey, metaKey, shiftKey, altKey } = event
  const key = latinKey(event)
  if (event.defaultPrevented || altKey || isElsewhere(target)) return
  const shift = shiftKey && /^[a-z]$/.test(key) ? 'shift+' : ''
  const pressed = `${ctrlKey || metaKey ? 'mod+' : ''}${shift}${key}`
  const action = offeredActions().find(({ key, when }) => key === pressed && (when?.(target) ?? true))
  if (!action) return
  event.preventDefault()
  action.run(target)
}
