/** Puts a panel on one side of its anchor, or on the other where there is more room, inside the window. */
export function place(panel: HTMLElement, anchor: DOMRect, side: 'below' | 'above' = 'below') {
  panel.style.maxHeight = ''
  const { offsetWidth: width, offsetHeight: height } = panel
  const below = innerHeight - anchor.bottom - 12
  const above = anchor.top - 12
  const up = side === 'above' ? height <= above || above > below : height > below && above > below
  const room = Math.min(height, up ? above : below)
  panel.style.maxHeight = `${up ? above : below}px`
  panel.style.top = `${up ? anchor.top - 4 - room : anchor.bottom + 4}px`
  const start = anchor.left + width > innerWidth - 8 ? anchor.right - width : anchor.left
  panel.style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`
}
