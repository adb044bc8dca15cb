type Action = {
  label: string
  onClick: () => void
  /** Whether the toast stays until another takes its place. */
  stays?: boolean
}

export type Toast = {
  message: string
  tone: 'plain' | 'error'
  description?: string
  action?: Action | undefined
  /** Another action, before that. */
  second?: Action
  /** A toast replaces the one with the same id. */
  id?: string
}

let show: ((toast: Toast) => void) | undefined
const waiting: Toast[] = []

/** Shows a message; one with an action stays longer. */
export function toast(message: string, options: Partial<Omit<Toast, 'message'>> = {}) {
  const next: Toast = { message, tone: 'plain', ...options }
  if (show) show(next)
  else waiting.push(next)
}

export function showToastsWith(draw: (toast: Toast) => void) {
  show = draw
  for (const toast of waiting.splice(0)) draw(toast)
}
