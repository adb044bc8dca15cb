import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** A name that people have given: in the direction of its script, never translated, cut where there is no room. */
export const Name = ({ className, ...props }: ComponentProps<'span'>) => (
  <span dir="auto" translate="no" className={clsx('truncate', className)} {...props} />
)
