import { FEW, mapInSlices } from '@/db/slices'

/** The JSON of an answer; a list of many is written item by item. */
export async function toJson(value: unknown): Promise<string> {
  if (!isLong(value)) return JSON.stringify(value)
  const { items, ...rest } = value
  const written = await mapInSlices(items, (item) => JSON.stringify(item) ?? 'null')
  const others = JSON.stringify(rest)
  return `{"items":[${written.join()}]${others === '{}' ? '' : ','}${others.slice(1)}`
}

const isLong = (value: unknown): value is { items: unknown[] } =>
  typeof value === 'object' &&
  value !== null &&
  'items' in value &&
  Array.isArray(value.items) &&
  value.items.length > FEW
