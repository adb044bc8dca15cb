import { FEW, mapInSlices } from '@/db/slices'

class Json {
  constructor(readonly text: string) {}
}

/** Makes a row JSON as soon as it is read: objects that wait for a long list burden garbage collection. */
export const inJson = <Value>(value: Value) => new Json(JSON.stringify(value)) as Value

/** JSON of an answer; a list with many items, or items that are JSON already, is written item by item. */
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
