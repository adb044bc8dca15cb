import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/components/api'
import { Avatar } from '@/components/ui/avatar'
import { Combobox, type Option } from '../ui/forms/combobox'
import { Field } from '../ui/forms/field'
import { toast } from '../ui/overlays/toast'
import { type Client, contactPath, useClientSearch } from './client-search'

type Props = {
  clientId: string | null
  clientName: string
  onChange: (id: string | null, name: string) => void
  /** Whether a contact is being created; the form must not be saved meanwhile. */
  onBusy: (busy: boolean) => void
  hint?: string
  error?: string
}

const creating = 'create'

/** The client of a deal: finds or creates a contact. */
export function ClientField({ clientId, clientName, onChange, onBusy, hint, error }: Props) {
  const [text, setText] = useState<string>()
  const query = text?.trim()
  const found = useClientSearch(query)

  async function select({ id, label }: Option) {
    onBusy(id === creating)
    try {
      const client =
        id === creating
          ? await api<Client>(contactPath, { method: 'POST', body: { name: query } })
          : { id, name: label }
      onChange(client.id, client.name)
      if (id === creating) toast(`Contact ${client.name} created`)
    } catch (refusal) {
      toast((refusal as Error).message, { tone: 'error' })
    }
    onBusy(false)
    setText(undefined)
  }

  function leave() {
    if (query === '') onChange(null, '')
    setText(undefined)
  }

  const isKnown = found.some(({ name }) => name.toLowerCase() === query?.toLowerCase())
  const options: Option[] = found.map(({ id, name }) => ({ id, label: name, icon: <Avatar name={name} decorative /> }))
  if (query && !isKnown) options.push({ id: creating, label: `Create “${query}”`, icon: <Plus aria-hidden /> })

  return (
    <Field
      label="Client"
      error={error}
      hint={hint ?? (clientId || text !== undefined ? undefined : 'Type to find or create one.')}
    >
      {(control) => (
        <Combobox
          {...control}
          dir="auto"
          maxLength={300}
          text={text ?? clientName}
          onText={setText}
          options={options}
          onSelect={select}
          onLeave={leave}
          onFocus={(event) => {
            event.target.select()
            setText(clientName)
          }}
        />
      )}
    </Field>
  )
}
