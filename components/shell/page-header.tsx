import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { iconButtonClass } from '@/components/ui/icon-button'

type Props = {
  title: ReactNode
  detail?: ReactNode
  back?: { href: string; label: string }
  children?: ReactNode
}

export function PageHeader({ title, detail, back, children }: Props) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-border px-4 py-2 sm:px-6">
      <div className="flex min-w-0 flex-[1_1_8rem] items-center gap-2">
        {back && (
          <Link href={back.href} aria-label={back.label} title={back.label} className={`${iconButtonClass} -ml-1.5`}>
            <ArrowLeft aria-hidden />
          </Link>
        )}
        <h1 dir="auto" className="min-w-0 truncate text-base font-semibold tracking-tight">
          {title}
        </h1>
        {detail && <div className="min-w-0 shrink-[99] truncate text-muted">{detail}</div>}
      </div>
      {children && <div className="flex items-center justify-end gap-2 max-sm:grow">{children}</div>}
    </header>
  )
}
