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

/** What is wrong, and with which fields. */
type Problem = { words: string; fields: string[] }

export function QuickAdd({ stage, onClose }: { stage: BoardStage; onClose: () => void }) {
  const { model, board } = useBoard()
  const { currency } = board.pipeline
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<Problem>()

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    const { title, amount } = fieldsOf(form.current!)
    const typed = { title: title.value.trim(), amount: amount.value.trim() }
    const read = readAmount(typed.amount, currency)
    if (!typed.title) return setProblem({ words: 'Give the deal a title.', fields: ['title'] })
    if ('problem' in read) return setProblem({ words: read.problem, fields: ['amount'] })
    setProblem(undefined)
    form.current!.reset()
    title.focus()
    const deal = { title: typed.title, amount: read.value }
    const add = (): Promise<void> => model.add(stage.id, deal).catch((reason) => giveBack(typed, reason, add))
    await add()
  }

  /** Puts a refused deal back into the fields or, when the next one is being typed, into a message. */
  function giveBack(typed: { title: string; amount: string }, reason: unknown, again: () => void) {
    const problem = problemOf(reason)
    const fields = form.current && fieldsOf(form.current)
    if (fields && !fields.title.value && !fields.amount.value) {
      fields.title.value = typed.title
      fields.amount.value = typed.amount
      return setProblem(problem)
    }
    const action = { label: 'Try again', onClick: again }
    toast(`“${typed.title}” was not added`, { tone: 'error', description: problem.words, action })
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

  const errorId = `add-error-${stage.id}`
  const stateOf = (field: string) =>
    problem?.fields.includes(field) && { 'aria-invalid': true, 'aria-describedby': errorId }
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
        {...stateOf('title')}
      />
      <div className="flex items-center gap-1.5">
        <Input
          name="amount"
          aria-label={`Amount in ${currency}, optional`}
          placeholder={`Amount, ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          {...stateOf('amount')}
        />
        <Button type="submit" variant="primary">
          Add
        </Button>
        <IconButton label="Close" shortcut="Escape" icon={<X aria-hidden />} onClick={close} />
      </div>
      <p id={errorId} role="alert" className="text-xs text-lost empty:hidden">
        {problem?.words}
      </p>
    </form>
  )
}

function fieldsOf(form: HTMLFormElement) {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  return { title: field('title'), amount: field('amount') }
}

function problemOf(reason: unknown): Problem {
  if (!(reason instanceof ApiError)) return { words: 'That did not work. Try again.', fields: [] }
  const errors = ['title', 'amount'].flatMap((name) => reason.fields.find(({ path }) => path === name) ?? [])
  // A stage may require fields that this form has not got.
  const words = reason.status === 422 ? reason.detail : (errors[0]?.message ?? reason.detail)
  return { words, fields: errors.map(({ path }) => path) }
}
