import { Building2, Columns3, LogOut, Moon, SquareKanban, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { offeredActions } from '@/components/actions'
import { distance, LACKS } from '@/lib/search/ranking/distance'
import type { SearchResult } from '@/lib/search/schema'
import { wordsOf } from '@/lib/values/fold'
import type { Named } from '../fields/kind'
import { chooseTheme, themeChoices } from '../user/theme-choice'
import { leave } from '../user/user-menu'

export type Entry = { id: string; name: string; detail?: string; keys?: string[]; icon: ReactNode; run: () => void }
export type Group = { title: string; entries: Entry[]; hasMore?: boolean }

type Go = (address: string) => void

function actions(go: Go): Entry[] {
  const offered = offeredActions().flatMap(({ name, key, run }) =>
    name ? [{ id: name, name, keys: key ? keysOf(key) : [], icon: <Zap aria-hidden />, run: () => run(null) }] : [],
  )
  const anywhere = [
    { id: 'pipelines', name: 'Go to pipelines', icon: <SquareKanban aria-hidden />, run: () => go('/pipelines') },
    { id: 'contacts', name: 'Go to contacts', icon: <Building2 aria-hidden />, run: () => go('/contacts') },
    ...themeChoices.map(({ theme, name }) => ({
      id: theme,
      name: `Use the ${name.toLowerCase()}`,
      icon: <Moon aria-hidden />,
      run: () => chooseTheme(theme),
    })),
    { id: 'leave', name: 'Sign out', icon: <LogOut aria-hidden />, run: leave },
  ]
  return [...offered, ...anywhere.map((entry) => ({ ...entry, keys: [] }))]
}

const keysOf = (key: string) => key.split('+').map((part) => (part === 'mod' ? 'Ctrl or ⌘' : part.toUpperCase()))

/** The groups of entries that match the text, without empty ones: what was found in its order, actions by closeness. */
export function entryGroups(typed: string, found: SearchResult | undefined, go: Go): Group[] {
  const words = wordsOf(typed)
  const distanceOf = ({ name, detail = '' }: Entry) => distance(`${name} ${detail}`, words)
  const { deals = [], pipelines = [], contacts = [], more = [] } = found ?? {}
  const entry = ({ id, name }: Named, icon: ReactNode, address: string) => ({ id, name, icon, run: () => go(address) })
  const groups: Group[] = [
    {
      title: 'Deals',
      hasMore: more.includes('deals'),
      entries: deals.map(({ id, title: name, pipelineId, stageName, clientName }) => ({
        ...entry({ id, name }, <SquareKanban aria-hidden />, `/pipelines/${pipelineId}?deal=${id}`),
        detail: [clientName, stageName].filter(Boolean).join(' · '),
      })),
    },
    {
      title: 'Pipelines',
      hasMore: more.includes('pipelines'),
      entries: pipelines.map((each) => entry(each, <Columns3 aria-hidden />, `/pipelines/${each.id}`)),
    },
    {
      title: 'Contacts',
      hasMore: more.includes('contacts'),
      entries: contacts.map((each) =>
        entry(each, <Building2 aria-hidden />, `/contacts?q=${encodeURIComponent(each.name)}`),
      ),
    },
    { title: 'Actions', entries: actions(go).sort((a, b) => distanceOf(a) - distanceOf(b)) },
  ]
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => distanceOf(entry) < LACKS) }))
    .filter(({ entries }) => entries.length > 0)
}
