import { useEffect } from 'react'
import { toast as sonner, Toaster } from 'sonner'
import { showToastsWith, type Toast } from './toast'

const PLAIN_MS = 5_000
const LONG_MS = 10_000

function draw({ message, tone, description, action, second, id }: Toast) {
  const first = action && {
    ...action,
    onClick(event: { preventDefault: () => void }) {
      // Closing, it would take the toast along that comes in its place.
      if (action.stays) event.preventDefault()
      action.onClick()
    },
  }
  const duration = action || tone === 'error' ? LONG_MS : PLAIN_MS
  const options = { id, description, action: first, cancel: second, duration }
  if (tone === 'error') sonner.error(message, options)
  else sonner(message, options)
}

const actionClass = 'shrink-0 rounded-md px-2 py-1 font-medium text-accent hover:bg-hover touch:min-h-11'

export default function ToastList() {
  useEffect(() => showToastsWith(draw), [])
  return (
    <Toaster
      position="bottom-right"
      closeButton
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[22rem] max-w-[calc(100vw-2rem)] items-center gap-2 rounded-lg bg-raised px-3 py-2.5 pr-9 text-sm text-text shadow-float',
          error: '[&_[data-icon]]:text-lost',
          content: 'min-w-0 flex-1',
          title: 'font-medium text-pretty',
          description: 'text-muted',
          actionButton: actionClass,
          cancelButton: actionClass,
          closeButton:
            'absolute top-2 right-2 inline-flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text',
        },
      }}
    />
  )
}
