/** Some keys of the address, by the form that each must have. What of an address cannot be read is left out. */
export function addressParts<Key extends string>(forms: Record<Key, RegExp>) {
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
    /** As it stands in an address, keys in one order; empty without any. */
    write: (parts: Parts) =>
      new URLSearchParams(keys.flatMap((key) => (parts[key] ? [[key, parts[key]]] : []))).toString(),
    /** Every key with its part, or null, as addressWith takes it. */
    changes: (parts: Parts) =>
      Object.fromEntries(keys.map((key) => [key, parts[key] || null])) as Record<Key, string | null>,
  }
}
