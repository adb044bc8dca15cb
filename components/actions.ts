import { useEffect, useRef } from 'react'

/** What can be done on the page: by its key, and by its name in the palette. */
export type Action = {
  /** Without one it is not listed. */
  name?: string
  /** As `KeyboardEvent.key` in small letters; `mod+` before it stands for Ctrl, or ⌘ on a Mac. */
  key?: string
  /** Whether the key means this where the focus is. */
  when?: (target: EventTarget | null) => boolean
  run: (target: EventTarget | null) => void
}

const offered = new Set<{ current: Action[] }>()

/** Offers these while the component is there. */
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

/** Where a letter is text, or chooses in a menu: no place for keys of the page. */
const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null

/** For the window's one listener. */
export function runByKey(event: KeyboardEvent) {
  const { key, target, ctrlKey, metaKey, shiftKey, altKey } = event
  if (event.defaultPrevented || altKey || (shiftKey && /^[a-z]$/i.test(key)) || isElsewhere(target)) return
  const pressed = `${ctrlKey || metaKey ? 'mod+' : ''}${key.toLowerCase()}`
  const action = offeredActions().find(({ key, when }) => key === pressed && (when?.(target) ?? true))
  if (!action) return
  event.preventDefault()
  action.run(target)
}
