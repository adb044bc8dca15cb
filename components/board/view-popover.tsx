'use client'

import type { RefObject } from 'react'
import { Popover } from '@/components/ui/popover'
import { CardLook } from './card-look'
import { SavedViews } from './saved-views'
import { SortChoice } from './sort-choice'

type Props = { anchor: RefObject<HTMLElement | null>; onClose: () => void }

/** How the board is shown; everything takes effect at once and stands in the address. */
export default function ViewPopover({ anchor, onClose }: Props) {
  return (
    <Popover anchor={anchor} label="View" onClose={onClose}>
      <SortChoice />
      <CardLook />
      <SavedViews />
    </Popover>
  )
}
