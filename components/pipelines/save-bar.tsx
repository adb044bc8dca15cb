import { type ReactNode, useEffect } from 'react'
import { Button } from '@/components/ui/button'

type Props = { formId: string; dirty: boolean; busy: boolean; onDiscard: () => void; children?: ReactNode }

/** The save button of a form with unsaved changes; it also guards against closing the tab. */
export function SaveBar({ formId, dirty, busy, onDiscard, children }: Props) {
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [dirty])

  if (!dirty && !children) return null
  return (
    <div className="sticky bottom-0 z-10 mt-auto -mx-4 flex flex-col gap-2 border-t border-border bg-canvas px-4 py-3 sm:-mx-6 sm:px-6">
      {children}
      <div className="flex max-w-4xl items-center gap-2">
        <p role="status" className="mr-auto text-muted">
          Not saved yet
        </p>
        <Button onClick={onDiscard}>Discard</Button>
        <Button type="submit" form={formId} variant="primary" busy={busy}>
          Save changes
        </Button>
      </div>
    </div>
  )
}
