import { Menu } from '@/components/ui/overlays/menu'
import { MenuItem } from '@/components/ui/overlays/menu-item'
import type { StageKind } from '@/lib/values/stage-kinds'
import { stageColor, stageColors } from './stage-color'

type Props = {
  label: string
  color: string | null
  kind: StageKind
  onChange: (color: string | null) => void
}

const Swatch = ({ color }: { color: string }) => (
  <span aria-hidden className="size-3.5 shrink-0 rounded-full" style={{ backgroundColor: color }} />
)

export function StageColorMenu({ label, color, kind, onChange }: Props) {
  const isOwn = color !== null && !stageColors.some(({ value }) => value === color)
  const choices = [
    { name: 'Default', value: null },
    ...(isOwn ? [{ name: 'As it is', value: color }] : []),
    ...stageColors,
  ]
  return (
    <Menu
      label={label}
      trigger={<Swatch color={stageColor({ color, kind })} />}
      className="inline-flex h-8 w-7 items-center justify-center rounded-md hover:bg-hover touch:size-11"
    >
      {choices.map(({ name, value }) => (
        <MenuItem
          key={name}
          checked={color === value}
          icon={<Swatch color={stageColor({ color: value, kind })} />}
          onSelect={() => onChange(value)}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  )
}
