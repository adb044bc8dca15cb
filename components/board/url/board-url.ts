/** The page's own address with some of its query said anew; null takes a key out. All else that it says stays. */
export function addressWith(changes: Record<string, string | null>) {
  const query = new URLSearchParams(location.search)
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) query.delete(key)
    else query.set(key, value)
  }
  const text = query.toString()
  return location.pathname + (text && `?${text}`)
}
