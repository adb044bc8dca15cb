import { createObservable } from '@/components/observable'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

/** The edited fields of rows until the server has them, and the turns in which those of one deal are sent. */
export function createPendingEdits(rows: Rows) {
  const pending = createObservable<ReadonlyMap<string, Partial<Row>>>(new Map())
  const turns = new Map<string, Promise<void>>()
  const saved = new Map<string, number>()
  rows.state.subscribe(dropSaved)

  /** Drops what the rows of the server contain by now. */
  function dropSaved() {
    const open = [...pending.get()].filter(([id]) => {
      const row = rows.rowOf(id)
      return row && (turns.has(id) || row.version < (saved.get(id) ?? 0))
    })
    if (open.length < pending.get().size) pending.set(new Map(open))
  }

  return {
    pending,
    lay: (id: string, fields: Partial<Row>) =>
      pending.set(new Map(pending.get()).set(id, { ...pending.get().get(id), ...fields })),
    /** Takes away fields that were refused. */
    lift(id: string, fields: Partial<Row>) {
      const left = Object.entries(pending.get().get(id) ?? {}).filter(([name]) => !(name in fields))
      pending.set(new Map(pending.get()).set(id, Object.fromEntries(left)))
    },
    /** The row with its pending edits. */
    shown(id: string) {
      const row = rows.rowOf(id)
      return row && { ...row, ...pending.get().get(id) }
    },
    versionOf: (id: string) => Math.max(rows.rowOf(id)?.version ?? 0, saved.get(id) ?? 0),
    noteSaved: (id: string, version: number) => void saved.set(id, version),
    /** Does the work once earlier edits of the deal are done. */
    inTurn(id: string, work: () => Promise<void>) {
      const turn = (turns.get(id) ?? Promise.resolve()).then(work)
      turns.set(id, turn)
      turn.finally(() => {
        if (turns.get(id) === turn) turns.delete(id)
        dropSaved()
      })
    },
  }
}
