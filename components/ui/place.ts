/** Puts a panel below its anchor, or above where there is more room, inside the window. */
export function place(panel: HTMLElement, anchor: DOMRect) {
  panel.style.maxHeight = ''
  const { offsetWidth: width, offsetHeight: height } = panel
  const below = innerHeight - anchor.bottom - 12
  const above = anchor.top - 12
  const up = height > below && above > below
  const room = Math.min(height, up ? above : below)
  panel.style.maxHeight = `${up ? above : below}px`
  panel.style.top = `${up ? anchor.top - 4 - room : anchor.bottom + 4}px`
  const start = anchor.left + width > innerWidth - 8 ? anchor.right - width : anchor.left
  panel.style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`
}
