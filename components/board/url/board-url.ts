/** The URL of the page with some of its query parameters changed; one without a value is removed. */
export function boardUrl(changes: Record<string, string | null | undefined>) {
  const query = new URLSearchParams(location.search)
  for (const [key, value] of Object.entries(changes)) {
    if (value) query.set(key, value)
    else query.delete(key)
  }
  const text = query.toString()
  return location.pathname + (text && `?${text}`)
}
