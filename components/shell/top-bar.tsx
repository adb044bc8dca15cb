import { Menu } from 'lucide-react'
import Link from 'next/link'
import { IconButton } from '@/components/ui/icon-button'
import { Mark } from './mark'
import { sidebarId } from './sidebar'

/** The bar of narrow windows that opens the sidebar. */
export function TopBar() {
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-border px-2 lg:hidden">
      <IconButton label="Open navigation" icon={<Menu aria-hidden />} popoverTarget={sidebarId} />
      <Link
        href="/pipelines"
        className="flex min-h-11 items-center gap-2 rounded-md px-1 text-base font-semibold tracking-tight"
      >
        <Mark />
        Penstock
      </Link>
    </header>
  )
}
