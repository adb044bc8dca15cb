import { createObservable } from '@/components/observable'

const LONG = 300

/** The words for work that takes longer than 300 ms. */
export function createProgress() {
  const text = createObservable('')

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
