import clsx from 'clsx'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { message: ReactNode; children?: ReactNode; tone?: 'lost' | 'warning'; role?: 'alert' | 'status' }

const tones = { lost: 'bg-lost-soft text-lost', warning: 'bg-warning-soft text-warning' }

/** The error of a whole form, read out when it appears; a warning has a choice in `children`. */
export function FormError({ message, children, tone = 'lost', role = 'alert' }: Props) {
  return (
    <div role={role} className="w-full empty:hidden">
      {message && (
        <div className={clsx('flex gap-2 rounded-md px-3 py-2', tones[tone])}>
          <CircleAlert aria-hidden className="mt-0.5" />
          <div className="min-w-0 flex-1">
            <div>{message}</div>
            {children}
          </div>
        </div>
      )}
    </div>
  )
}
