import type { RefObject } from 'react'
import { Popover } from '@/components/ui/overlays/popover'
import { CardLook } from './card-look'
import { LaneChoice } from './lane-choice'
import { SavedViews } from './saved-views'
import { SortChoice } from './sort-choice'
import { useIsTable } from './view-switch'

type Props = { anchor: RefObject<HTMLElement | null>; onClose: () => void }

/** How the board is shown; everything takes effect at once and stands in the address. */
export default function ViewPopover({ anchor, onClose }: Props) {
  const isTable = useIsTable()
  return (
    <Popover anchor={anchor} label="View" onClose={onClose}>
      <SortChoice />
      {!isTable && <LaneChoice />}
      <CardLook />
      <SavedViews />
    </Popover>
  )
}
