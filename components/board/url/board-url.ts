/** The URL of the page with some of its query parameters changed; null removes one. */
export function boardUrl(changes: Record<string, string | null>) {
  const query = new URLSearchParams(location.search)
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) query.delete(key)
    else query.set(key, value)
  }
  const text = query.toString()
  return location.pathname + (text && `?${text}`)
}
