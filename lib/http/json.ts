import { FEW, mapInSlices } from '@/db/slices'

/** A value that was put into JSON already. */
class Json {
  constructor(readonly text: string) {}
}

/**
 * For rows that are answered with as they are: JSON from the moment they are read, as a thousand objects that wait for the
 * last of them cost the collector of garbage more than all else. As far as types go the value stays what it was.
 */
export const inJson = <Value>(value: Value) => new Json(JSON.stringify(value)) as Value

/** The JSON of an answer; a list is written item by item where it has many, or those are in JSON already. */
export async function toJson(value: unknown): Promise<string> {
  if (!isWrittenByItem(value)) return JSON.stringify(value)
  const { items, ...rest } = value
  const written = await mapInSlices(
    items,
    (item) => (item instanceof Json ? item.text : JSON.stringify(item)) ?? 'null',
  )
  const others = JSON.stringify(rest)
  return `{"items":[${written.join()}]${others === '{}' ? '' : ','}${others.slice(1)}`
}

const isWrittenByItem = (value: unknown): value is { items: unknown[] } =>
  typeof value === 'object' &&
  value !== null &&
  'items' in value &&
  Array.isArray(value.items) &&
  (value.items.length > FEW || value.items[0] instanceof Json)
