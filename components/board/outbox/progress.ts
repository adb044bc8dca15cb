import { createCell } from '../store/observable'

const LONG = 300

/** What takes longer than a moment, in words. */
export function createProgress() {
  const text = createCell('')

  async function during<T>(words: string, work: Promise<T>) {
    const timer = setTimeout(() => text.set(words), LONG)
    try {
      return await work
    } finally {
      clearTimeout(timer)
      text.set('')
    }
  }

  return { text, during }
}

export type Progress = ReturnType<typeof createProgress>
