import { useBoard, useObservable } from '../model/board-context'

/** Announces drags and moves to screen readers. */
export function LiveText() {
  const text = useObservable(useBoard().model.speech)
  return (
    <p role="status" aria-live="assertive" className="sr-only">
      {text}
    </p>
  )
}
