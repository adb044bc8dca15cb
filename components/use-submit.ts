import { type FormEvent, useState } from 'react'

/** Submits a form by `work`: whether that is on its way, and why it failed. */
export function useSubmit(work: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()

  async function submit(event: FormEvent) {
    event.preventDefault()
    // To React, the form of a dialog stands within that of its page.
    event.stopPropagation()
    setBusy(true)
    setError(undefined)
    await work().catch(setError)
    setBusy(false)
  }

  return { submit, busy, error }
}
