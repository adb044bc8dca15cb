import type { WheelEvent } from 'react'

/** Scrolls what is below the dragged card, which takes the pointer, by a turn of the wheel. */
export function scrollBeneath({ currentTarget, clientX, clientY, deltaX, deltaY }: WheelEvent) {
  const isOf = (element: Element) => element.contains(currentTarget) || currentTarget.contains(element)
  const under = document.elementsFromPoint(clientX, clientY).find((element) => !isOf(element))
  for (let at = under; at; at = at.parentElement ?? undefined) {
    const { scrollLeft, scrollTop } = at
    at.scrollBy(deltaX, deltaY)
    if (at.scrollLeft !== scrollLeft || at.scrollTop !== scrollTop) return
  }
}
