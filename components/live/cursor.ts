/** The server's cursors, `xid.seq`, in the order of its log. */
export function isLater(one: string, other: string) {
  const [[xid, seq], [otherXid, otherSeq]] = [read(one), read(other)]
  return xid === otherXid ? seq > otherSeq : xid > otherXid
}

const read = (cursor: string) => cursor.split('.').map(BigInt) as [bigint, bigint]

export const later = (one: string, other: string) => (isLater(one, other) ? one : other)
export const earlier = (one: string, other: string) => (isLater(one, other) ? other : one)
