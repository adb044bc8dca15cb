import { Menu } from '@/components/ui/overlays/menu'
import { MenuItem } from '@/components/ui/overlays/menu-item'
import { stageColor, stageColors } from './stage-color'

type Props = {
  label: string
  color: string | null
  kind: 'open' | 'won' | 'lost'
  onChange: (color: string | null) => void
}

const Swatch = ({ color }: { color: string }) => (
  <span aria-hidden className="size-3.5 shrink-0 rounded-full" style={{ backgroundColor: color }} />
)

export function StageColorMenu({ label, color, kind, onChange }: Props) {
  return (
    <Menu
      label={label}
      trigger={<Swatch color={stageColor({ color, kind })} />}
      className="inline-flex h-8 w-7 items-center justify-center rounded-md hover:bg-hover touch:size-11"
    >
      <MenuItem
        checked={color === null}
        icon={<Swatch color={stageColor({ color: null, kind })} />}
        onSelect={() => onChange(null)}
      >
        Default
      </MenuItem>
      {color && !stageColors.some(({ value }) => value === color) && (
        <MenuItem checked icon={<Swatch color={color} />} onSelect={() => {}}>
          As it is
        </MenuItem>
      )}
      {stageColors.map(({ name, value }) => (
        <MenuItem
          key={value}
          checked={color === value}
          icon={<Swatch color={value} />}
          onSelect={() => onChange(value)}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  )
}
