import { ApiError } from '@/components/api'
import { createObservable } from '@/components/observable'
import { createProgress } from '@/components/progress'
import { toast } from '@/components/ui/overlays/toast'
import { type Change, type Done, laneFieldsOf, type Outcome, type Shown, withoutNeighbour, wordsOf } from './change'
import { deliver, type Entry, newKey } from './deliver'
import { createHistory } from './history'
import { Cancelled, createQuestions } from './questions'
import { freeOf, splitBy, waitingMovesOf } from './queue'
import { refusalOf } from './refusals'
import { doneBy, outcomeOf } from './request'
import { readStored, writeStored } from './stored'

/** What shows deals, and hears what becomes of their changes. */
export type View = {
  lay: (ids: string[], shown: Shown[]) => void
  /** Shows deals as the server has them. */
  lift: (ids: string[]) => void
  settle: (change: Change, outcome: Outcome) => void
  refuse: (change: Change, reason: unknown) => void
  /** Who changed a deal last, where that is known. */
  changedBy: (id: string) => string | undefined
}

type Caller = { resolve: (outcome: Outcome) => void; reject: (reason: unknown) => void; isQuiet: boolean }
type Answer = Parameters<typeof outcomeOf>[1]

/** Changes of deals on their way to the server: shown at once, sent in their order, and taken back when refused. */
export class Outbox {
  readonly entries = createObservable<readonly Entry[]>([])
  readonly history = createHistory()
  readonly questions = createQuestions()
  readonly progress = createProgress()
  #views = new Set<View>()
  #callers = new Map<Entry, Caller>()
  #person: string | undefined
  #isSignedOut = false
  #lastAt = 0

  constructor() {
    this.entries.subscribe(this.#keep)
    this.history.state.subscribe(this.#keep)
  }

  /** Goes on with what this person has left in the tab. */
  open(person: string) {
    if (this.#person === person) return
    const own = this.#person === undefined ? this.entries.get() : []
    const { entries, history } = readStored(person) ?? { entries: [], history: { done: [], undone: [] } }
    this.#person = person
    this.history.restore(history)
    this.entries.set([...entries.map((entry): Entry => ({ ...entry, state: 'waiting' })), ...own])
    for (const view of this.#views) this.#layAll(view)
    this.#start()
  }

  /** Sends what has waited while nobody was signed in. */
  resume() {
    this.#isSignedOut = false
    this.#start()
  }

  attach(view: View) {
    this.#views.add(view)
    this.#layAll(view)
    return () => void this.#views.delete(view)
  }

  /** Whether a change of the deal is on its way. */
  has = (id: string) => this.entries.get().some(({ ids }) => ids.includes(id))
  isAdding = () => this.entries.get().some(({ kind }) => kind === 'add')
  /** Whether leaving the page would lose something. */
  holdsBack = () => this.entries.get().length > 0 && !this.#isSignedOut

  /** Makes a change. Rejects when it is refused, which the outbox says itself unless it `isQuiet`. */
  send(change: Change, isQuiet = false): Promise<Outcome> {
    this.#lastAt = Math.max(Date.now(), this.#lastAt + 1)
    const entry: Entry = { ...change, key: newKey(), at: this.#lastAt, state: 'waiting' }
    const replaced = change.kind === 'move' && !change.isBulk && waitingMovesOf(change.ids, this.entries.get())[0]
    if (replaced) entry.body = { ...withoutNeighbour(replaced.body), ...entry.body }
    const sent = new Promise<Outcome>((resolve, reject) => this.#callers.set(entry, { resolve, reject, isQuiet }))
    sent.catch(() => {})
    this.entries.set([...this.entries.get().filter((each) => each !== replaced), entry])
    if (replaced) this.#answer(replaced, ({ reject }) => reject(new Cancelled(0, 'A newer move replaced it.')))
    for (const view of this.#views) view.lay(entry.ids, entry.shown)
    this.#start()
    return sent
  }

  /** Takes back a change, the newest unless it is named. */
  async undo(done?: Done) {
    const newest = this.entries.get().at(-1)
    if (!done && newest?.state === 'waiting' && !newest.done)
      return this.#refuse(newest, new Cancelled(0, 'Taken back.'))
    if (!done) await this.#quiet()
    this.#reverse('undo', done ?? this.history.state.get().done.at(-1), 'There is nothing to take back.')
  }

  async redo(done?: Done) {
    await this.#quiet()
    this.#reverse('redo', done ?? this.history.state.get().undone.at(-1), 'There is nothing to do again.')
  }

  #reverse(kind: 'undo' | 'redo', done: Done | undefined, otherwise: string) {
    if (!done) return toast(otherwise)
    this.history.take(done)
    this.send({ kind, ids: done.ids, titles: [], body: {}, shown: [], seen: [], done })
  }

  #keep = () => {
    const person = this.#person
    if (person) writeStored(person, { entries: [...this.entries.get()], history: this.history.state.get() })
  }

  #layAll(view: View) {
    for (const { ids, shown } of this.entries.get()) view.lay(ids, shown)
  }

  /** Resolves when nothing is on its way that could be taken back. */
  #quiet() {
    const isQuiet = () => this.entries.get().every(({ done }) => done)
    return new Promise<void>((resolve) => {
      if (isQuiet()) return resolve()
      const stop = this.entries.subscribe(() => {
        if (!isQuiet()) return
        stop()
        resolve()
      })
    })
  }

  #start() {
    if (this.#isSignedOut) return
    for (const entry of freeOf(this.entries.get())) {
      entry.state = 'sent'
      this.#run(entry)
    }
  }

  async #run(entry: Entry) {
    const answering = this.#deliver(entry)
    await (entry.isBulk ? this.progress.during(wordsOf(entry).doing, answering) : answering)
      .catch((reason) => this.#ask(entry, reason))
      .then(
        (answer) => this.#settle(entry, answer),
        (reason) => this.#refuse(entry, reason),
      )
      .finally(() => this.#start())
  }

  /** Sends a change, which is kept and shown anew whenever it is not what it was. */
  #deliver(entry: Entry) {
    return deliver<Answer>(entry, () => this.entries.set([...this.entries.get()]))
  }

  /** Asks for what a stage requires, and sends the change with that. */
  #ask(entry: Entry, reason: unknown) {
    return this.questions.ask(entry, reason, (fields) => {
      Object.assign(entry, { body: { ...entry.body, ...fields }, key: newKey(), isAsked: true })
      for (const shown of entry.shown) shown.fields = { ...shown.fields, ...laneFieldsOf(fields) }
      for (const view of this.#views) view.lay(entry.ids, entry.shown)
      this.#keep()
      return this.#deliver(entry)
    })
  }

  #settle(entry: Entry, answer: Answer) {
    const outcome = outcomeOf(entry, answer)
    const { versions } = outcome
    this.#remove(entry)
    // Where somebody else was faster, what they changed was not seen by the later ones either.
    for (const later of entry.isOvertaken ? [] : this.entries.get())
      later.seen = later.seen.map((version, i) => Math.max(version, versions.get(later.ids[i]!) ?? 0))
    this.#answer(entry, ({ resolve }) => resolve(outcome))
    for (const view of this.#views) view.settle(entry, outcome)
    this.#note(entry, doneBy(entry, answer, outcome))
  }

  /** Tells whoever made a change what became of it. */
  #answer(entry: Entry, tell: (caller: Caller) => void) {
    const caller = this.#callers.get(entry)
    this.#callers.delete(entry)
    if (caller) tell(caller)
    return caller
  }

  #note(entry: Entry, made: Done | undefined) {
    const { kind, ids, isBulk } = entry
    const what = wordsOf(entry).done
    const offer = (label: string, of: Done, reverse: (done: Done) => void) => {
      const onClick = () => this.history.has(of) && reverse(of)
      toast(what, { id: 'undo', action: { label, onClick, stays: true } })
    }
    if (made) this.history.note(made)
    if (made && (isBulk || kind === 'move' || kind === 'delete') && !ids.some(this.has))
      offer('Undo', made, (done) => this.undo(done))
    const { done } = entry
    if (!done) return
    this.history.put(kind === 'undo' ? 'undone' : 'done', done)
    if (kind === 'undo') offer('Redo', done, (done) => this.redo(done))
    else offer('Undo', done, (done) => this.undo(done))
  }

  #refuse(entry: Entry, reason: unknown) {
    if (reason instanceof ApiError && reason.status === 401) return this.#wait(entry)
    const isCancelled = reason instanceof Cancelled
    const parts = isCancelled ? undefined : splitBy(entry, reason)
    if (parts) return this.#replace(entry, parts)
    // A newer place may be free where the stage of the former was not.
    const isOfPlace = reason instanceof ApiError && reason.status === 422
    if (entry.kind === 'move' && !isOfPlace)
      for (const each of waitingMovesOf(entry.ids, this.entries.get())) this.#drop(each)
    this.#drop(entry)
    if (entry.done && !isForGood(reason)) this.history.put(entry.kind === 'undo' ? 'done' : 'undone', entry.done)
    const caller = this.#answer(entry, ({ reject }) => reject(reason))
    for (const view of this.#views) view.refuse(entry, reason)
    if (!caller?.isQuiet && !isCancelled) this.#say(entry, reason)
  }

  #say(entry: Entry, reason: unknown) {
    const who = [...this.#views].map((view) => view.changedBy(entry.ids[0]!)).find(Boolean)
    const { message, description, remedy } = refusalOf(entry, reason, who)
    const { key: _, state: __, at: ___, ...change } = entry
    const again = { label: 'Try again', onClick: () => this.send(change) }
    toast(message, { tone: 'error', ...(description && { description }), action: remedy && again })
  }

  /** Keeps a change until the same person is signed in again. */
  #wait(entry: Entry) {
    entry.state = 'waiting'
    this.#isSignedOut = true
    this.#keep()
  }

  #replace(entry: Entry, changes: Change[]) {
    const parts = changes.map((change): Entry => ({ ...change, key: newKey(), at: entry.at, state: 'waiting' }))
    this.entries.set(this.entries.get().flatMap((each) => (each === entry ? parts : each)))
  }

  /** Takes out a change that is not made, and shows what is left. */
  #drop(entry: Entry) {
    this.#remove(entry)
    for (const view of this.#views) {
      view.lift(entry.ids)
      for (const { ids, shown } of this.entries.get())
        if (ids.some((id) => entry.ids.includes(id))) view.lay(ids, shown)
    }
  }

  #remove = (entry: Entry) => this.entries.set(this.entries.get().filter((each) => each !== entry))
}

/** Whether what could not be taken back never can be. */
const isForGood = (reason: unknown) => reason instanceof ApiError && (reason.status === 404 || reason.status === 409)

/** The one outbox of this tab. */
export const outbox = new Outbox()
