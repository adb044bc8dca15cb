import { Segments } from '@/components/ui/forms/segments'
import { useShape } from '../url/use-shape'

const lanes = { none: 'None', owner: 'Owner', client: 'Client' }

export function LaneChoice() {
  const { shape, apply } = useShape()
  const choose = (next: keyof typeof lanes) => apply({ lanes: next === 'none' ? undefined : next })
  return (
    <Segments
      legend="Lanes"
      options={lanes}
      value={(shape.lanes as keyof typeof lanes | undefined) ?? 'none'}
      onChange={choose}
    />
  )
}
