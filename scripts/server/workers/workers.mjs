import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Failure } from '../../base/failure.mjs'
import { countConnections } from '../front/connections.mjs'
import { countFor } from './connections.mjs'

const SHORT_LIFE = 60_000
const PAUSE = { first: 100, longest: 10_000 }
/** A worker drains for 12 s at most, and PostgreSQL stops after it; all within 15 s. */
const KILL_AFTER = 13_000

/**
 * @typedef {object} Member
 * @property {import('node:cluster').Worker} worker
 * @property {number} begun
 * @property {boolean} serving
 * @property {string} [reason] why it could not start, in its own words
 * @property {Promise<string>} ended says how
 */

/**
 * Web processes that share one listening socket. One that ends is replaced: at once when it was the last, else after a
 * pause that doubles as long as they do not live long. Gives up when none is left and the next cannot start.
 * @param {{ count: number, env: Record<string, string>, log(line: string): void, giveUp(why: Error): void }} options
 */
export function startWorkers({ count, env, log, giveUp }) {
  /** @type {Set<Member>} */
  const crew = new Set()
  const connections = countConnections()
  const stopping = new AbortController()
  let pause = PAUSE.first
  // Each accepts for itself. A connection that were handed over to one just killed would hang, as nobody takes it back.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ exec: fileURLToPath(new URL('worker.mjs', import.meta.url)), args: [] })

  /** Settles when it serves or has ended before. */
  async function begin() {
    // Where nobody serves, a caller is better told to come back than refused.
    const LISTEN = [...crew].some(({ serving }) => serving) ? 'when ready' : 'at once'
    const worker = cluster.fork({ ...env, LISTEN })
    /** @type {Member} */
    const member = { worker, begun: Date.now(), serving: false, ended: endOf(worker) }
    crew.add(member)
    countFor(worker, connections)
    const serves = new Promise((resolve) => {
      worker.on('message', ({ serving, failed }) => {
        if (failed) member.reason = failed
        if (serving) member.serving = true
        if (serving) resolve(true)
      })
    })
    const ends = member.ended.then((how) => {
      crew.delete(member)
      if (!member.serving) throw new Failure(member.reason ?? `a web process ended before it could serve (${how})`)
      replace(member, `web process ${worker.process.pid} has ended (${how})`)
    })
    await Promise.race([serves, ends])
  }

  /** @param {{ begun: number }} ended @param {string} what */
  async function replace({ begun }, what) {
    if (stopping.signal.aborted) return
    pause = Date.now() - begun < SHORT_LIFE ? Math.min(pause * 2, PAUSE.longest) : PAUSE.first
    const wait = crew.size ? pause : PAUSE.first
    log(`${what}; starting another in ${wait / 1000} s`)
    await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {})
    if (stopping.signal.aborted) return
    const now = Date.now()
    await begin().catch((error) => {
      if (crew.size || stopping.signal.aborted)
        return replace({ begun: now }, `a web process could not start: ${error.message}`)
      giveUp(error)
    })
  }

  return {
    /** Settles when all serve, or with what keeps the first from it. */
    ready: Promise.all(Array.from({ length: count }, begin)),
    /** Lets each finish what it is at; settles when all have ended. */
    async close() {
      stopping.abort()
      for (const { worker } of crew) if (worker.isConnected()) worker.send({ stop: true }, () => {})
      const late = setTimeout(() => {
        for (const { worker } of crew) worker.process.kill('SIGKILL')
      }, KILL_AFTER)
      await Promise.all([...crew].map(({ ended }) => ended))
      clearTimeout(late)
    },
  }
}

/** @param {import('node:cluster').Worker} worker @returns {Promise<string>} */
function endOf(worker) {
  return new Promise((resolve) => {
    worker.once('exit', (code, signal) => {
      const end = () => resolve(signal ?? `code ${code}`)
      // What it said last may still be on its way.
      if (worker.isConnected()) worker.once('disconnect', end)
      else end()
    })
    // Handing a connection to one that is just ending is an error too; only a start that failed has no exit.
    worker.on('error', (error) => worker.process.pid || resolve(error.message))
  })
}
