import { Columns3, Settings2, ShieldCheck, Users } from 'lucide-react'
import { OpenPalette } from '@/components/palette/open-palette'
import { Name } from '../ui/name'
import { UserMenu } from '../user/user-menu'
import { Mark } from './mark'
import { NavLink } from './nav-link'

type Props = {
  pipelines: { id: string; name: string }[]
  hasMore: boolean
  user: { name: string; email: string; role: string }
  canEdit: boolean
  canEditRoles: boolean
}

export const sidebarId = 'navigation'

/** The navigation beside the page; below 1024 px it is a popover that the top bar opens. */
export function Sidebar({ pipelines, hasMore, user, canEdit, canEditRoles }: Props) {
  return (
    <nav
      id={sidebarId}
      popover="auto"
      aria-label="Main"
      className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-72 flex-col border-0 border-border bg-canvas p-0 text-text backdrop:bg-scrim open:flex open:animate-fade-in open:shadow-float lg:static lg:flex lg:w-52 lg:border-r"
    >
      <div className="flex h-12 items-center gap-2 px-4 text-base font-semibold tracking-tight">
        <Mark />
        Penstock
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-px overflow-y-auto px-2 py-1">
        <OpenPalette />
        <NavLink href="/pipelines" icon={<Columns3 aria-hidden />}>
          Pipelines
        </NavLink>
        <NavLink href="/contacts" icon={<Users aria-hidden />}>
          Contacts
        </NavLink>
        {canEditRoles && (
          <NavLink href="/settings/roles" icon={<ShieldCheck aria-hidden />}>
            Roles
          </NavLink>
        )}
        {pipelines.length > 0 && (
          <>
            <h2 id="boards" className="px-2 pt-4 pb-1 text-xs text-muted">
              Boards
            </h2>
            <ul aria-labelledby="boards" className="flex flex-col gap-px">
              {pipelines.map(({ id, name }) => (
                <li key={id} className="group flex items-center">
                  <NavLink href={`/pipelines/${id}`} title={name} className="flex-1">
                    <Name>{name}</Name>
                  </NavLink>
                  {canEdit && (
                    <NavLink
                      href={`/pipelines/${id}/settings`}
                      label={`Settings of ${name}`}
                      title="Pipeline settings"
                      className="size-7 flex-none justify-center px-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 group-has-[[aria-current]]:opacity-100 touch:w-11 touch:opacity-100"
                    >
                      <Settings2 aria-hidden />
                    </NavLink>
                  )}
                </li>
              ))}
              {hasMore && (
                <li>
                  <NavLink href="/pipelines">All pipelines…</NavLink>
                </li>
              )}
            </ul>
          </>
        )}
      </div>
      <div className="border-t border-border p-2">
        <UserMenu {...user} />
      </div>
    </nav>
  )
}
