import { exampleIds } from '../../values/example-ids'
import type { Json, Schemas } from './schemas'

/** Values of fields that their schemas leave open, by the fields' names. */
const values: Json = {
  amount: 12_500.5,
  currency: 'USD',
  email: 'rep@demo.example',
  expectedCloseDate: '2027-01-31',
  isActive: true,
  name: 'Enterprise Sales',
  openapi: '3.1.0',
  primaryEmail: 'office@acme.example',
  probability: 75,
  rank: 'a0',
  stageName: 'Proposal',
  tag: 'Renewal',
  tags: ['Renewal'],
  title: 'Acme Corp Enterprise License',
}
const MOMENT = '2026-11-28T09:30:00.000Z'

/** An answer as its schema allows it, with required fields alone; null where nothing has to be. */
export function exampleOf(schema: Json, schemas: Schemas, name = ''): unknown {
  const resolved = schemas.resolve(schema)
  const {
    examples,
    const: constant,
    enum: choices,
    anyOf,
    type,
  } = resolved as Json & { enum?: unknown[]; anyOf?: Json[] }
  if (Array.isArray(examples)) return examples[0]
  if (typesOf(values[name]).some((one) => [type].flat().includes(one))) return values[name]
  if (constant !== undefined) return constant
  if (choices) return choices[0]
  if (anyOf) return anyOf.some((one) => one.type === 'null') ? null : exampleOf(anyOf[0]!, schemas, name)
  if (Array.isArray(type))
    return type.includes('null') ? null : exampleOf({ ...resolved, type: type[0] }, schemas, name)
  if (type === 'array') return [exampleOf(resolved.items as Json, schemas, name)]
  if (type === 'object') return exampleOfObject(resolved, schemas)
  return exampleOfPrimitive(resolved, name)
}

function typesOf(value: unknown) {
  if (typeof value === 'number') return ['number', 'integer']
  return [Array.isArray(value) ? 'array' : typeof value]
}

function exampleOfObject({ properties = {}, required = [] }: Json, schemas: Schemas) {
  const entries = Object.entries(properties as Record<string, Json>)
  const needed = entries.filter(([name]) => (required as string[]).includes(name))
  return Object.fromEntries(needed.map(([name, schema]) => [name, exampleOf(schema, schemas, name)]))
}

function exampleOfPrimitive({ type, format, minimum = 1 }: Json, name: string) {
  if (type === 'boolean') return false
  if (type !== 'string') return minimum
  if (format === 'date-time') return MOMENT
  if (format === 'date') return MOMENT.slice(0, 10)
  if (format === 'uuid') return exampleIds[name.replace(/Id$/, '') as keyof typeof exampleIds] ?? exampleIds.id
  return name
}
