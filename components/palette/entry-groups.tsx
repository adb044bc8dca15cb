import { Building2, Columns3, LogOut, Moon, SquareKanban, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { offeredActions } from '@/components/actions'
import { distance, LACKS } from '@/lib/search/ranking/distance'
import type { SearchResult } from '@/lib/search/schema'
import { wordsOf } from '@/lib/values/fold'
import { chooseTheme, themeChoices } from '../user/theme-choice'
import { leave } from '../user/user-menu'

export type Entry = { id: string; name: string; detail?: string; keys?: string[]; icon: ReactNode; run: () => void }
export type Group = { title: string; entries: Entry[]; hasMore?: boolean | undefined }

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
  const groups: Group[] = [
    {
      title: 'Deals',
      hasMore: found?.more.includes('deals'),
      entries: (found?.deals ?? []).map(({ id, title, pipelineId, stageName, clientName }) => ({
        id,
        name: title,
        detail: [clientName, stageName].filter(Boolean).join(' · '),
        icon: <SquareKanban aria-hidden />,
        run: () => go(`/pipelines/${pipelineId}?deal=${id}`),
      })),
    },
    {
      title: 'Pipelines',
      hasMore: found?.more.includes('pipelines'),
      entries: (found?.pipelines ?? []).map(({ id, name }) => ({
        id,
        name,
        icon: <Columns3 aria-hidden />,
        run: () => go(`/pipelines/${id}`),
      })),
    },
    {
      title: 'Contacts',
      hasMore: found?.more.includes('contacts'),
      entries: (found?.contacts ?? []).map(({ id, name }) => ({
        id,
        name,
        icon: <Building2 aria-hidden />,
        run: () => go(`/contacts?q=${encodeURIComponent(name)}`),
      })),
    },
    { title: 'Actions', entries: actions(go).sort((a, b) => distanceOf(a) - distanceOf(b)) },
  ]
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => distanceOf(entry) < LACKS) }))
    .filter(({ entries }) => entries.length > 0)
}
