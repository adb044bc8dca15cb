import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../scripts/base/failure.mjs'
import { idOf } from '../data/ids.mjs'
import { STAGES, stageId } from '../data/shape.mjs'

/** @typedef {{ id: string, stageId: string, version: number, sentAt: number }} Move */

/**
 * Moves deals of pipeline 0 to the top of another stage, so many a second and each at its time whatever the answers take.
 * @param {string} url @param {import('../servers/database.mjs').Dataset} dataset @param {{ perSecond: number, moves: number }} options
 * @returns {Promise<Move[]>} times in milliseconds since 1970
 */
export async function moveSteadily(url, { tokens, places }, { perSecond, moves: count }) {
  const begun = performance.now()
  /** @type {Promise<Move>[]} */
  const moves = []
  for (let i = 0; i < count; i++) {
    await sleep(begun + (i * 1000) / perSecond - performance.now())
    const deal = i % places.length
    const place = ((places[deal] ?? 0) + 1 + (i % (STAGES.length - 1))) % STAGES.length
    places[deal] = place
    const sent = move(`${url}/api/deals/${idOf('deal', deal)}`, tokens[i % tokens.length] ?? '', stageId(0, place))
    // A failure is thrown below, when all are on their way.
    sent.catch(() => {})
    moves.push(sent)
  }
  return Promise.all(moves)
}

/** @param {string} address @param {string} token @param {string} stageId @returns {Promise<Move>} */
async function move(address, token, stageId) {
  const sentAt = performance.timeOrigin + performance.now()
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ stageId }),
  })
  const deal = await answer.json()
  if (!answer.ok || deal.stageId !== stageId) throw new Failure(`a move was answered ${answer.status}`)
  return {
    id: deal.id,
    stageId,
    version: deal.version,
    sentAt,
  }
}
