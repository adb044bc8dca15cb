import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/forms/input'

type Props = { name: string; onRename: (name: string) => void; onClose: () => void }

/** Renames a saved view in its row of the list. */
export function RenameView({ name, onRename, onClose }: Props) {
  const [next, setNext] = useState(name)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (next.trim() && next.trim() !== name) onRename(next.trim())
    onClose()
  }

  function press(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }

  return (
    <li>
      <form onSubmit={submit} className="flex gap-2 px-2 py-1">
        <Input
          aria-label={`New name of ${name}`}
          dir="auto"
          autoComplete="off"
          autoFocus
          maxLength={100}
          value={next}
          onChange={(event) => setNext(event.target.value)}
          onFocus={(event) => event.target.select()}
          onKeyDown={press}
        />
        <Button type="submit">Rename</Button>
      </form>
    </li>
  )
}
