import { Select } from '@/components/ui/forms/select'
import { type StageKind, stageKinds } from '@/lib/values/stage-kinds'

type Props = { value: StageKind; onChange: (kind: StageKind) => void; id: string }

const words: Record<StageKind, string> = { open: 'Open', won: 'Won', lost: 'Lost' }

export function KindSelect({ onChange, ...props }: Props) {
  return (
    <Select {...props} onChange={(event) => onChange(event.target.value as StageKind)}>
      {stageKinds.map((kind) => (
        <option key={kind} value={kind}>
          {words[kind]}
        </option>
      ))}
    </Select>
  )
}
