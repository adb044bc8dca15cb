import type { BoardStore } from './board-store'
import type { ListHandle } from './list-handle'

const FRAMES = 10
const MOST_FRAMES = 60

/** The card that has the focus or had it last, and those that it stood among. */
type Place = { id: string; title: string; key: string; ids: string[] }

type Next = { title: string; element: Element }
/** Hears which card has gone with the focus, and which one has it now; none where their column does. */
type OnGone = (gone: Pick<Place, 'id' | 'title'>, next?: Next) => void

/** Moves the keyboard focus to deals, rendered or not. */
export function createFocus(store: BoardStore, lists: ReadonlyMap<string, ListHandle>) {
  let place: Place | undefined
  let onGone: OnGone = () => {}

  /** Focuses a deal, maybe in the place of one that has gone, and scrolls its list to it where it is not rendered. */
  function goTo(id: string, gone?: Place, frames = FRAMES) {
    const element = document.getElementById(`deal-${id}`)
    if (element) {
      element.focus({ preventScroll: true })
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      if (gone) onGone(gone, { title: store.card(id)?.card.title ?? '', element })
      return
    }
    const key = store.cellOf(id)
    const list = lists.get(key)
    if (list?.isCollapsed) list.focus?.()
    else if (frames && store.has(id)) {
      list?.scrollTo(store.column(key).ids.indexOf(id))
      requestAnimationFrame(() => goTo(id, gone, frames - 1))
    } else takePlace()
  }

  /** Focuses the card that had the focus or, where it is gone, the one below, the one above, or their column. */
  function takePlace() {
    if (!place || document.activeElement !== document.body) return
    const gone = place
    const next = cardInPlaceOf(gone, (id) => store.cellOf(id) === gone.key)
    if (next) return goTo(next, next === gone.id ? undefined : gone)
    focusColumn(store.cells.at(gone.key)?.stageId)
    onGone(gone)
  }

  /** Takes the place of a card once the focus is lost with it, which a busy page shows late, unless it has gone on. */
  function takePlaceSoon(frames = MOST_FRAMES, lost = place) {
    if (place !== lost) return
    // A card that takes the focus along does so in the frames after this.
    if (document.activeElement === document.body) afterFrames(3, () => place === lost && takePlace())
    else if (frames) requestAnimationFrame(() => takePlaceSoon(frames - 1, lost))
  }

  /** Gives the focus back to the cards of a stage. */
  function returnToStage(stageId: string) {
    afterFrames(2, () => (place ? takePlace() : focusColumn(stageId)))
  }

  /** Gives the focus back to a deal that is still where it was, or to the one in its place. */
  function returnTo(id: string) {
    if (!place || store.cellOf(id) === place.key) focus(id)
    else takePlaceSoon()
  }

  /** Keeps the focus among the cards when the one that has it goes; returns a function that ends it. */
  function guard(listener: OnGone) {
    onGone = listener
    function note({ target }: FocusEvent) {
      const element = target as Element
      // What belongs to a card, or was opened from one, gives the focus back to it.
      if (element.closest('[role="dialog"], [role="alertdialog"], [role="menu"], form')) return
      const card = element.closest('li')?.querySelector('[id^="deal-"]') ?? element
      const id = card.id.replace(/^deal-/, '')
      const key = id === card.id ? '' : store.cellOf(id)
      place = key ? { id, title: store.card(id)!.card.title, key, ids: store.column(key).ids } : undefined
    }
    function follow() {
      if (!place) return
      if (store.cellOf(place.id) === place.key) place.ids = store.column(place.key).ids
      else takePlaceSoon()
    }
    document.addEventListener('focusin', note)
    const stop = store.subscribe(follow)
    return () => {
      document.removeEventListener('focusin', note)
      stop()
    }
  }

  /** Focuses a deal once the current change is rendered. */
  const focus = (id: string) => void requestAnimationFrame(() => goTo(id))

  /** Keeps the focus on a deal that `change` takes to another column. */
  function keepFocus(ids: string[], change: () => void) {
    const focused = ids.find((id) => document.activeElement?.id === `deal-${id}`)
    change()
    if (!focused || !store.has(focused)) return
    const key = store.cellOf(focused)
    requestAnimationFrame(() => {
      // A key may have taken it further by now.
      if (document.activeElement === document.body && store.cellOf(focused) === key) goTo(focused)
    })
  }

  return { focus, returnTo, returnToStage, goTo: (id: string) => goTo(id), keepFocus, guardFocus: guard }
}

/** The card itself where it is there, else the next one below, else the one above. */
export function cardInPlaceOf({ id, ids }: Pick<Place, 'id' | 'ids'>, isThere: (id: string) => boolean) {
  const at = ids.indexOf(id)
  return ids.slice(at).find(isThere) ?? ids.slice(0, at).findLast(isThere)
}

function focusColumn(stageId: string | undefined) {
  const find = (button: string) => document.querySelector<HTMLElement>(`[data-stage="${stageId}"] ${button}`)
  const add = find('button[aria-label^="Add a deal"]') ?? find('button')
  add?.focus()
}

const afterFrames = (count: number, work: () => void): unknown =>
  requestAnimationFrame(() => (count > 1 ? afterFrames(count - 1, work) : work()))
