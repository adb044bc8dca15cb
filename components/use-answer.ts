import { useEffect, useState } from 'react'

type Ask<T> = (text: string, signal: AbortSignal) => Promise<T>

/** The last answer to what is typed, and the text that it answers; undefined asks nothing, and errors answer nothing. */
export function useAnswer<T>(text: string | undefined, ask: Ask<T>, afterMs = 150) {
  const [answer, setAnswer] = useState<{ text: string; value: T }>()

  useEffect(() => {
    if (text === undefined) return
    const asking = new AbortController()
    const { signal } = asking
    const timer = setTimeout(
      () =>
        ask(text, signal).then(
          (value) => signal.aborted || setAnswer({ text, value }),
          () => {},
        ),
      afterMs,
    )
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [text, ask, afterMs])

  return answer
}
