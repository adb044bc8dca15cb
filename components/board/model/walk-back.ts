import { flushSync } from 'react-dom'

/** Makes a change that moves a card, and animates it from its old place. */
export function walkBack(id: string, change: () => void) {
  const before = document.getElementById(`deal-${id}`)
  const from = before?.getBoundingClientRect()
  const ghost = before?.cloneNode(true) as HTMLElement | undefined
  flushSync(change)
  const after = document.getElementById(`deal-${id}`)
  if (!ghost || !from || !after || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const to = after.getBoundingClientRect()
  if (to.x === from.x && to.y === from.y) return

  ghost.removeAttribute('id')
  ghost.inert = true
  Object.assign(ghost.style, { position: 'fixed', margin: '0', zIndex: '30', pointerEvents: 'none' })
  Object.assign(ghost.style, { left: `${to.x}px`, top: `${to.y}px`, width: `${to.width}px` })
  document.body.append(ghost)
  // Hidden so that it can still take the focus.
  after.style.opacity = '0'
  const start = { transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }
  const walk = ghost.animate([start, { transform: 'none' }], { duration: 160, easing: 'ease-out' })
  walk.finished.finally(() => {
    ghost.remove()
    after.style.opacity = ''
  })
}
