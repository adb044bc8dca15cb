import { X } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { ApiError } from '@/components/api'
import { readAmount } from '@/components/figures'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/forms/input'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/overlays/toast'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard } from '../model/board-context'

type Errors = Partial<Record<'title' | 'amount' | 'other', string | undefined>>

export function QuickAdd({ stage, onClose }: { stage: BoardStage; onClose: () => void }) {
  const { model, board } = useBoard()
  const { currency } = board.pipeline
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors>({})

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    const { title, amount } = fieldsOf(form.current!)
    const typed = { title: title.value.trim(), amount: amount.value.trim() }
    const read = readAmount(typed.amount, currency)
    if (!typed.title) return setErrors({ title: 'Give the deal a title.' })
    if ('problem' in read) return setErrors({ amount: read.problem })
    setErrors({})
    form.current!.reset()
    title.focus()
    const deal = { title: typed.title, amount: read.value }
    const add = (): Promise<void> => model.add(stage.id, deal).catch((reason) => giveBack(typed, reason, add))
    await add()
  }

  /** Puts a refused deal back into the fields or, when the next one is being typed, into a message. */
  function giveBack(typed: { title: string; amount: string }, reason: unknown, again: () => void) {
    const errors = errorsOf(reason)
    const fields = form.current && fieldsOf(form.current)
    if (fields && !fields.title.value && !fields.amount.value) {
      fields.title.value = typed.title
      fields.amount.value = typed.amount
      return setErrors(errors)
    }
    const description = wordsOf(errors)
    const action = { label: 'Try again', onClick: again }
    toast(`“${typed.title}” was not added`, { tone: 'error', description, action })
  }

  function press(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }

  function close() {
    onClose()
    model.returnToStage(stage.id)
  }

  const message = wordsOf(errors)
  const errorId = `add-error-${stage.id}`
  const problemOf = (field: keyof Errors) =>
    errors[field] ? { 'aria-invalid': true, 'aria-describedby': errorId } : {}
  return (
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={press}
      aria-label={`New deal in ${stage.name}`}
      className="mx-2 mt-1 flex flex-col gap-2 rounded-lg border border-border bg-surface p-2"
    >
      <Input
        name="title"
        aria-label="Title"
        placeholder="Deal title"
        dir="auto"
        autoComplete="off"
        autoFocus
        maxLength={300}
        {...problemOf('title')}
      />
      <div className="flex items-center gap-1.5">
        <Input
          name="amount"
          aria-label={`Amount in ${currency}, optional`}
          placeholder={`Amount, ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          {...problemOf('amount')}
        />
        <Button type="submit" variant="primary">
          Add
        </Button>
        <IconButton label="Close" shortcut="Escape" icon={<X aria-hidden />} onClick={close} />
      </div>
      <p id={errorId} role="alert" className="text-xs text-lost empty:hidden">
        {message}
      </p>
    </form>
  )
}

const wordsOf = ({ other, title, amount }: Errors) => other ?? title ?? amount

function fieldsOf(form: HTMLFormElement) {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  return { title: field('title'), amount: field('amount') }
}

function errorsOf(reason: unknown): Errors {
  if (!(reason instanceof ApiError)) return { other: 'That did not work. Try again.' }
  const { title, amount } = Object.fromEntries(reason.fields.map(({ path, message }) => [path, message])) as Errors
  // A stage may require fields that this form has not got.
  const isWhole = reason.status === 422 || !(title || amount)
  return { title, amount, other: isWhole ? reason.detail : undefined }
}
