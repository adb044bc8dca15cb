/** Every id follows from a number, so that requests can name any of a million rows without asking for them first. */

export const EPOCH = Date.UTC(2026, 0, 1)
export const KINDS = {
  tenant: 1,
  organization: 2,
  role: 3,
  user: 4,
  contact: 5,
  pipeline: 6,
  stage: 7,
  deal: 8,
  session: 9,
}

/**
 * A UUID of version 7, as the app makes them; data/load.mjs makes the same in SQL.
 * @param {keyof typeof KINDS} kind @param {number} number
 */
export function idOf(kind, number) {
  const time = (EPOCH + number).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(KINDS[kind])}-8000-000000000000`
}

/** @param {number} kind */
export const hex = (kind) => kind.toString(16).padStart(3, '0')
