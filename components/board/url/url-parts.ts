/** Reads and writes the query parameters in `forms`; a value that does not match its form is left out. */
export function urlParts<Key extends string>(forms: Record<Key, RegExp>) {
  type Parts = Partial<Record<Key, string>>
  const keys = Object.keys(forms) as Key[]
  return {
    keys,
    read: (address: Pick<URLSearchParams, 'get'>) =>
      Object.fromEntries(
        keys.flatMap((key) => {
          const value = address.get(key) ?? ''
          return forms[key].test(value) ? [[key, value]] : []
        }),
      ) as Parts,
    /** The parameters as a query string, in the order of `forms`; empty without any. */
    write: (parts: Parts) =>
      new URLSearchParams(keys.flatMap((key) => (parts[key] ? [[key, parts[key]]] : []))).toString(),
    /** Every key with its value, if any, for `boardUrl`. */
    changes: (parts: Parts) => Object.fromEntries(keys.map((key) => [key, parts[key]])),
  }
}
