import { useBoard, useCell } from '../model/board-context'

/** Says what a drag or a move did, to those who cannot see it. */
export function LiveText() {
  const text = useCell(useBoard().model.speech)
  return (
    <p role="status" aria-live="assertive" className="sr-only">
      {text}
    </p>
  )
}
