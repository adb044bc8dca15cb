import clsx from 'clsx'

/** Shows nothing for the first 300 ms of its pulse; give it the shape of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-skeleton rounded-md bg-pressed', className)} />
}
