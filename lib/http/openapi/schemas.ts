import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { isTolerated } from '../../values/formats'

export type Json = Record<string, unknown>
type Direction = 'input' | 'output'

export type Schemas = ReturnType<typeof collectSchemas>

/** Turns zod's schemas into JSON Schema and collects the named ones. Throws when one name stands for two schemas. */
export function collectSchemas() {
  const named: Record<string, Json> = {}

  /** A schema's JSON Schema: a reference where the schema has an id. */
  function toJson(schema: z.ZodType, io: Direction): Json {
    const converted = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: (one) => override(one, io) })
    const text = JSON.stringify(converted).replaceAll('"#/$defs/', '"#/components/schemas/')
    const { $schema: _, $defs = {}, ...json } = JSON.parse(text, (_, value) => tidied(value, io))
    for (const [id, definition] of Object.entries<Json>($defs)) {
      if (named[id] && !isDeepStrictEqual(named[id], definition)) throw new Error(`Two schemas are called ${id}.`)
      named[id] = definition
    }
    return json
  }

  /** What a schema that may be a reference says. */
  function resolve(schema: Json): Json {
    const id = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1)! : undefined
    return id ? resolve(named[id]!) : schema
  }

  return { named, toJson, resolve }
}

type One = { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }

/** Leaves out what is only tolerated, and keeps examples, which zod takes for those of a transformation's result. */
function override({ zodSchema, jsonSchema }: One, io: Direction) {
  const { examples } = z.globalRegistry.get(zodSchema) ?? {}
  if (io === 'input' && examples) jsonSchema.examples = examples as unknown[]
  if (zodSchema instanceof z.ZodObject)
    for (const [name, field] of Object.entries(zodSchema.shape))
      if (isTolerated(field)) delete jsonSchema.properties?.[name]
}

/** A JSON Schema in the words that generators read best; whatever else is in a document stays. */
function tidied(value: unknown, io: Direction) {
  if (typeof value !== 'object' || value === null) return value
  const json = value as z.core.JSONSchema.BaseSchema
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.format === 'date-time') json.pattern = 'Z$'
  else if (typeof json.format === 'string') delete json.pattern
  // Generators make a field that has one a required one.
  if (typeof json.default !== 'object') delete json.default
  // An answer that has fields may get new ones at any time.
  const hasFields = Object.keys(json.properties ?? {}).length > 0
  if (io === 'output' && hasFields && json.additionalProperties === false) delete json.additionalProperties
  if (Array.isArray(json.anyOf)) nullByType(json, json.anyOf)
  return value
}

type Options = z.core.JSONSchema.BaseSchema[]

/** Says null by type, as in `["string", "null"]`. */
function nullByType(json: z.core.JSONSchema.BaseSchema, anyOf: Options) {
  const options = anyOf.flatMap((one) => (one.anyOf && Object.keys(one).length === 1 ? one.anyOf : [one])) as Options
  const values = options.filter(({ type }) => type !== 'null')
  if (values.length === options.length) return
  const [value, ...others] = values
  json.anyOf = [...values, { type: 'null' }]
  if (!value?.type || others.length || value.enum) return
  delete json.anyOf
  Object.assign(json, { ...value, ...json, type: [...new Set([value.type, 'null'].flat())] })
}
