export type Toast = {
  message: string
  tone: 'plain' | 'error'
  description?: string
  action?: { label: string; onClick: () => void }
  /** Takes the place of the one before that has the same. */
  id?: string
}

let show: ((toast: Toast) => void) | undefined
const waiting: Toast[] = []

/** Says what has happened. One with an action stays longer. */
export function toast(message: string, options: Partial<Omit<Toast, 'message'>> = {}) {
  const next: Toast = { message, tone: 'plain', ...options }
  if (show) show(next)
  else waiting.push(next)
}

/** Called by the one that draws them, once it can. */
export function showToastsWith(draw: (toast: Toast) => void) {
  show = draw
  for (const toast of waiting.splice(0)) draw(toast)
}
