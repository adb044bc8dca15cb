import { Building2, Columns3, LogOut, Moon, SquareKanban, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { offeredActions } from '@/components/actions'
import type { SearchResult } from '@/lib/search/schema'
import { includesText } from '@/lib/values/fold'
import { chooseTheme, themeChoices } from '../user/theme-choice'
import { leave } from '../user/user-menu'

export type Entry = { id: string; name: string; detail?: string; keys?: string[]; icon: ReactNode; run: () => void }
export type Group = { title: string; entries: Entry[] }

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
  return [...offered, ...anywhere]
}

const keysOf = (key: string) => key.split('+').map((part) => (part === 'mod' ? 'Ctrl or ⌘' : part.toUpperCase()))

/** The groups of entries that match the text, without empty ones. */
export function entryGroups(typed: string, found: SearchResult | undefined, go: Go): Group[] {
  const groups = [
    {
      title: 'Deals',
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
      entries: (found?.pipelines ?? []).map(({ id, name }) => ({
        id,
        name,
        icon: <Columns3 aria-hidden />,
        run: () => go(`/pipelines/${id}`),
      })),
    },
    {
      title: 'Contacts',
      entries: (found?.contacts ?? []).map(({ id, name }) => ({
        id,
        name,
        icon: <Building2 aria-hidden />,
        run: () => go(`/contacts?q=${encodeURIComponent(name)}`),
      })),
    },
    { title: 'Actions', entries: actions(go) },
  ]
  const words = typed.split(/\s+/)
  const matches = ({ name, detail = '' }: Entry) => words.every((word) => includesText(`${name} ${detail}`, word))
  return groups
    .map(({ title, entries }) => ({ title, entries: entries.filter(matches) }))
    .filter(({ entries }) => entries.length > 0)
}
