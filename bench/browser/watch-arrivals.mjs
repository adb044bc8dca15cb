/**
 * Runs in the page of a board: notes when cards come to stand in a column. Read with `arrivalsAtColumns`.
 * Times are milliseconds since 1970, on the same clock as those of a process on the same machine.
 */
export function watchArrivals() {
  /** @type {{ dealId: string, stageId: string, at: number }[]} */
  const arrivals = []
  Reflect.set(window, 'arrivalsAtColumns', arrivals)
  const note = (/** @type {Element} */ card) => {
    const stageId = card.closest('[data-stage]')?.getAttribute('data-stage') ?? ''
    arrivals.push({ dealId: card.id.slice('deal-'.length), stageId, at: performance.timeOrigin + performance.now() })
  }
  new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations)
      for (const node of addedNodes)
        if (node instanceof Element) {
          if (node.id.startsWith('deal-')) note(node)
          for (const card of node.querySelectorAll('[id^="deal-"]')) note(card)
        }
  }).observe(document.body, { childList: true, subtree: true })
}
