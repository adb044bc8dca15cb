import * as z from 'zod'

/** Relations of an entity by name, each with those of the entity behind it: `stage.pipeline` is a path. */
export interface Relations {
  readonly [name: string]: Relations
}

const ofEveryEntity = { createdByUser: {}, updatedByUser: {}, tenant: {}, organization: {} } satisfies Relations
const ofStage = { ...ofEveryEntity, pipeline: ofEveryEntity }

export const contactRelations: Relations = ofEveryEntity
export const dealRelations: Relations = { ...ofEveryEntity, stage: ofStage, client: contactRelations, owner: {} }
export const pipelineRelations: Relations = { ...ofEveryEntity, stages: { ...ofStage, deals: dealRelations } }

const pathsOf = (relations: Relations): string[] =>
  Object.entries(relations).flatMap(([name, behind]) => [name, ...pathsOf(behind).map((path) => `${name}.${path}`)])

/**
 * Schema of relations, written as `relations[0]=a`, `relations[]=a`, `relations=a,b` or `relations[a]=true`. A path
 * brings those it leads through; those in `leftOut` are accepted and ignored.
 */
export function relationList(noun: string, relations: Relations, leftOut: readonly string[] = []) {
  const known = new Set(pathsOf(relations))
  const path = z
    .enum([...known, ...leftOut], {
      error: ({ input }) =>
        `knows no "${String(input).slice(0, 50)}"; there is ${Object.keys(relations).join(', ')}, and what is behind them as in a.b`,
    })
    .meta({ id: `${noun}Relation` })
  return z
    .preprocess(toPaths, z.array(path, 'must be a list of names'))
    .transform((paths): ReadonlySet<string> => new Set(paths.filter((path) => known.has(path)).flatMap(withParents)))
    .optional()
    .describe('What comes along, each under its name; a path brings those it leads through')
}

function toPaths(relations: unknown) {
  if (typeof relations === 'string') return relations.split(',')
  if (Array.isArray(relations) || typeof relations !== 'object' || relations === null) return relations
  return pathsOfFlags(relations)
}

/** Paths in `{ stage: { pipeline: 'true' } }`; under an index the value is the name. */
function pathsOfFlags(flags: object): string[] {
  return Object.entries(flags).flatMap(([name, flag]) => {
    if (flag === 'false') return []
    if (flag === 'true') return [name]
    if (typeof flag === 'object' && flag) return pathsOfFlags(flag).map((path) => `${name}.${path}`)
    return /^\d+$/.test(name) ? [String(flag)] : [`${name}=${flag}`]
  })
}

const withParents = (path: string) => path.split('.').map((_, i, names) => names.slice(0, i + 1).join('.'))

/** Paths behind a name, without it: behind `stages`, `stages.deals` is `deals`. */
export const behind = (paths: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  new Set([...paths].flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : [])))

export const apartFrom = (paths: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  new Set([...paths].filter((path) => path !== name && !path.startsWith(`${name}.`)))
