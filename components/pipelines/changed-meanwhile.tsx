import { Button } from '@/components/ui/button'
import type { Member } from '@/lib/users/schema'
import { FormError } from '../ui/forms/form-error'

type Props = {
  current: { updatedByUserId: string | null }
  members: Member[]
  onReload: () => void
  onApply: () => void
}

export function ChangedMeanwhile({ current, members, onReload, onApply }: Props) {
  const who = members.find(({ id }) => id === current.updatedByUserId)?.name ?? 'Somebody'
  return (
    <FormError
      tone="warning"
      message={`${who} changed this pipeline while you were editing it. Nothing of yours is lost yet.`}
    >
      <div className="mt-2 flex flex-wrap gap-2 text-text">
        <Button onClick={onReload}>Reload, drop my changes</Button>
        <Button onClick={onApply}>Save mine over it</Button>
      </div>
    </FormError>
  )
}
