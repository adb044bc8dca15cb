import { shownDeals } from '@/components/format'
import type { Card } from '@/lib/board/schema'
import { type Place, placesTogether } from '../store/projection'
import { type BulkRequest, type BulkSenderOptions, createBulkSender } from './bulk-sender'
import { writable } from './send-move'

type Options = BulkSenderOptions & { moveAlone: (id: string, place: Place) => void }

/** Moves, edits and deletes many deals at once. */
export function createBulk({ moveAlone, ...options }: Options) {
  const { store } = options
  const { send, waitingForReason, answer, whenSent } = createBulkSender(options)

  /** Moves the deals to a place where they stand together in this order. */
  function move(ids: string[], place: Place, stage: string): Promise<void> {
    const places = placesTogether(ids, place)
    const { fields, ...body } = place
    return send({
      ids,
      body: { ...body, ...writable(fields) },
      words: wordsFor(ids, ['Moving', 'Moved', 'moved'], ` to ${stage}`),
      show: (id, i) => store.lay(id, places[i]!),
      split(ready, lacking) {
        if (ready.length) move(ready, place, stage)
        for (const id of lacking) moveAlone(id, { stageId: place.stageId, fields })
      },
    })
  }

  /** Sends `body` for each deal and shows `fields` on its card. */
  function edit(ids: string[], body: BulkRequest['body'], fields: (card: Card) => Partial<Card>) {
    const words = wordsFor(ids, ['Changing', 'Changed', 'changed'])
    return send({ ids, body, words, show: (id) => store.layFields(id, fields(store.card(id)!.card)) })
  }

  function deleteDeals(ids: string[]) {
    const words = wordsFor(ids, ['Deleting', 'Deleted', 'deleted'])
    return send({ ids, body: { delete: true }, words, show: (id) => store.lay(id, null) })
  }

  return { waitingForReason, answer, move, edit, deleteDeals, whenSent }
}

const wordsFor = (ids: string[], [doing, past, participle]: [string, string, string], rest = '') => ({
  doing: `${doing} ${shownDeals(ids.length)}`,
  done: `${past} ${shownDeals(ids.length)}${rest}`,
  participle,
})
