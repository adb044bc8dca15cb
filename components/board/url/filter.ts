import { shownDay } from '@/components/format'
import { perEnd, type Ranged, ranged } from '@/lib/deals/searching/ranges'
import { perTextFilter, textFilters } from '@/lib/deals/searching/text-filters'
import { dealFields } from '@/lib/fields/deal'
import { labelOf } from '@/lib/fields/field'
import { urlParts } from './url-parts'

const members = /^(me|none|[\da-f-]{36})(,(me|none|[\da-f-]{36}))*$/i
const clients = /^(none|[\da-f-]{36})(,(none|[\da-f-]{36}))*$/i
/** As many as a search takes. */
const words = /^(?=.{1,200}$)\s*(\S+(\s+|$)){1,20}$/u
const ends = {
  money: /^\d{1,15}(\.\d{1,4})?$/,
  day: /^(19|2[01])\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  percent: /^(\d|[1-9]\d|100)$/,
}

/** The query parameters that filter the board, named as those of the API. */
const parts = urlParts({
  q: /\S/,
  owner: members,
  client: clients,
  ...perEnd((name) => ends[dealFields[name].kind]),
  tags: /^[^,]*[^,\s][^,]*(,[^,]*[^,\s][^,]*)*$/,
  stale: /^true$/,
  ...perTextFilter(() => words),
})

export const { read: filterOf, write: queryOf, changes: partsOf } = parts

export type Filter = ReturnType<typeof filterOf>

/** The id of the client of a filter that has one. */
export const onlyClient = ({ client }: Filter) => (client && /^[\da-f-]{36}$/i.test(client) ? client : undefined)

type Names = { member: (id: string) => string | undefined; client: (id: string) => string | undefined }

/** Describes each part of a filter, with the keys that the part has; `q` is left to the caller. */
export function filterWords(filter: Filter, names: Names): { words: string; keys: (keyof Filter)[] }[] {
  const listed = (ids: string, one: (id: string) => string | undefined, none: string) =>
    ids
      .split(',')
      .map((id) => (id === 'none' ? none : id === 'me' ? 'me' : (one(id) ?? 'unknown')))
      .join(' or ')
  const { owner = '', client = '', tags = '' } = filter
  const part = (words: string, ...keys: (keyof Filter)[]) => (keys.some((key) => filter[key]) ? [{ words, keys }] : [])
  return [
    part(`Owner: ${listed(owner, names.member, 'nobody')}`, 'owner'),
    part(`Client: ${listed(client, names.client, 'none')}`, 'client'),
    ...ranged.map((name) => {
      const { from, to } = dealFields[name].range
      return part(`${labelOf(dealFields, name)} ${rangeWords(name, filter[from], filter[to])}`, from, to)
    }),
    part(`Tag: ${tags.split(',').join(' or ')}`, 'tags'),
    part('Too long in its stage', 'stale'),
    ...textFilters.map((name) => part(`${labelOf(dealFields, name)}: “${filter[name]}”`, name)),
  ].flat()
}

const endWords = { money: (end: string) => end, day: shownDay, percent: (end: string) => `${end}%` }

function rangeWords(name: Ranged, ...ends: (string | undefined)[]) {
  const [from, to] = ends.map((end) => end && endWords[dealFields[name].kind](end))
  if (from && to) return from === to ? from : `${from} to ${to}`
  return from ? `from ${from}` : `up to ${to}`
}

/** The curl command that lists the filtered deals; with a sort it lists their cards, page by page. */
export function asCurl(origin: string, pipelineId: string, filter: Filter, sort = '') {
  const params = parts.keys.flatMap((key) => (filter[key] ? [[sort ? key : `where[${key}]`, filter[key]]] : []))
  if (sort) params.push(['sort', sort])
  const query = params.map(([key, value]) => ` \\\n  --data-urlencode ${quoted(`${key}=${value}`)}`).join('')
  const path = `${origin}/api/pipelines/${pipelineId}/${sort ? 'cards' : 'deals'}`
  return `curl -G ${path} -H "authorization: Bearer $TOKEN"${query}`
}

/** The text quoted for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
