import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { Input } from '@/components/ui/forms/input'
import { useSubmit } from '@/components/use-submit'
import type { NewView } from '@/lib/views/schema'

type Props = { query: string; onSave: (view: NewView) => Promise<void> }

export function SaveView({ query, onSave }: Props) {
  const [name, setName] = useState('')
  const { submit, busy, error } = useSubmit(async () => {
    if (!name.trim()) throw new Error('Give the view a name.')
    await onSave({ name: name.trim(), query })
    setName('')
  })

  return (
    <form onSubmit={submit} className="flex items-start gap-2 pt-1">
      <Field label="Save what is shown as" hideLabel error={error?.message} className="flex-1">
        <Input
          dir="auto"
          autoComplete="off"
          maxLength={100}
          placeholder="Save what is shown as…"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Button type="submit" busy={busy}>
        Save view
      </Button>
    </form>
  )
}
