/** Groups of operations, by the first part of their paths. */
const byPath = {
  pipelines: 'Pipelines',
  views: 'Pipelines',
  'lost-reasons': 'Pipelines',
  deals: 'Deals',
  'organization-contact': 'Contacts',
  changes: 'Changes',
  search: 'Search',
  auth: 'Sign-in',
  user: 'Sign-in',
  roles: 'Roles',
  health: 'Server',
  'openapi.json': 'Server',
} as const

export function tagOf(path: string) {
  const [, , first = ''] = path.split('/')
  const tag = (byPath as Record<string, string>)[first]
  if (!tag) throw new Error(`${path} has no tag; say in lib/http/openapi/tags.ts where it belongs.`)
  return tag
}

export const tags: { name: (typeof byPath)[keyof typeof byPath]; description: string }[] = [
  { name: 'Changes', description: 'What others change, as it happens' },
  { name: 'Contacts', description: 'Clients of deals' },
  { name: 'Deals', description: 'Deals: one, many, their tags, undo and redo' },
  { name: 'Pipelines', description: 'Pipelines with their stages, and what a board shows of them' },
  { name: 'Roles', description: 'Who may do what' },
  { name: 'Search', description: 'Everything by words' },
  { name: 'Server', description: 'Health, and this document' },
  { name: 'Sign-in', description: 'Tokens, sessions, and who is signed in' },
]
