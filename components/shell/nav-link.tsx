'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { LinkProgress } from '../ui/link-progress'

type Props = { href: string; icon?: ReactNode; children: ReactNode; className?: string; title?: string; label?: string }

/** A link of the sidebar; on a small screen it closes the sidebar, which stays when the page changes. */
export function NavLink({ href, icon, children, className, title, label }: Props) {
  const current = usePathname() === href
  return (
    <Link
      href={href}
      prefetch={false}
      title={title}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => event.currentTarget.closest<HTMLElement>(':popover-open')?.hidePopover()}
      className={clsx(
        'flex h-7 min-w-0 shrink-0 items-center gap-2 rounded-md px-2 text-muted transition-colors touch:h-11',
        'hover:bg-hover hover:text-text aria-[current]:bg-pressed aria-[current]:font-medium aria-[current]:text-text',
        className,
      )}
    >
      {icon}
      {children}
      <LinkProgress />
    </Link>
  )
}
