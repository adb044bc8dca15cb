import clsx from 'clsx'

/** A placeholder, invisible for its first 300 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-skeleton rounded-md bg-pressed', className)} />
}
