import type { RefObject } from 'react'
import { Popover } from '@/components/ui/overlays/popover'
import { CardLook } from './card-look'
import { LaneChoice } from './lane-choice'
import { useIsTable } from './layout-switch'
import { SavedViews } from './saved-views'
import { SortChoice } from './sort-choice'

type Props = { anchor: RefObject<HTMLElement | null>; onClose: () => void }

/** Sort, lanes, look and saved views of the board; every choice takes effect at once. */
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
