import { Select } from '@/components/ui/forms/select'
import { type StageKind, stageKinds } from '@/lib/values/stage-kinds'

type Props = { value: StageKind; onChange: (kind: StageKind) => void; id: string }

export function KindSelect({ onChange, ...props }: Props) {
  return (
    <Select {...props} onChange={(event) => onChange(event.target.value as StageKind)}>
      {Object.entries(stageKinds).map(([kind, label]) => (
        <option key={kind} value={kind}>
          {label}
        </option>
      ))}
    </Select>
  )
}
