'use client'

import { ChevronsUpDown, LogOut } from 'lucide-react'
import { announceSession } from '../session'
import { Avatar } from '../ui/avatar'
import { Name } from '../ui/name'
import { Menu } from '../ui/overlays/menu'
import { MenuItem, MenuLabel, MenuSeparator } from '../ui/overlays/menu-item'
import { ThemeChoice } from './theme-choice'

type Props = { name: string; email: string; role: string }

export async function leave() {
  const { signOut } = await import('next-auth/react')
  await signOut({ redirect: false })
  announceSession()
  location.assign('/login')
}

export function UserMenu({ name, email, role }: Props) {
  return (
    <Menu
      label={`${name}, ${role}: account`}
      className="flex w-full items-center gap-2 rounded-md p-1.5 text-left transition-colors hover:bg-hover touch:min-h-11"
      trigger={
        <>
          <Avatar name={name} size={24} decorative />
          <span className="min-w-0 flex-1 leading-4">
            <Name className="block font-medium">{name}</Name>
            <span className="block truncate text-xs text-muted">{role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="text-muted" />
        </>
      }
    >
      <MenuLabel>{email}</MenuLabel>
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
