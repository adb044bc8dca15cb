import { parseArgs } from 'node:util'
import { Failure } from '../../scripts/base/failure.mjs'
import { LOADS } from '../loads/neighbour.mjs'
import { TITLES } from '../loads/operations.mjs'

const USAGE =
  'npm run bench -- [api growth page board stream start soak neighbours] [--deals 1000,100000] [--seconds 3] [--rounds 5] [--json results.json]'

const COMPARED = /** @type {import('../loads/operations.mjs').OperationName[]} */ (Object.keys(TITLES)).filter(
  (name) => name !== 'page',
)

/**
 * @typedef {object} Bench
 * @property {Options} options
 * @property {Awaited<ReturnType<typeof import('../servers/database.mjs').startDatabases>>} databases
 * @property {string} folder for files that go with the run
 * @property {(line: string) => void} say
 */

/**
 * @template {string} Section
 * @param {string[]} args @param {Section[]} known the sections there are
 */
export function readOptions(args, known) {
  const { values, positionals } = parse(args)
  return {
    sections: chosen(positionals, known),
    deals: numbers(values.deals ?? '1000,100000', 'deals'),
    growth: numbers(values.growth ?? '1000,100000,1000000', 'growth'),
    pages: numbers(values.pages ?? '300,1000,10000', 'pages'),
    seconds: number(values.seconds ?? '3', 'seconds'),
    rounds: number(values.rounds ?? '5', 'rounds'),
    minutes: number(values.minutes ?? '10', 'minutes'),
    streams: chosen(values.streams?.split(','), /** @type {const} */ (['delivery', 'drop'])),
    loads: chosen(values.loads?.split(','), /** @type {(keyof typeof LOADS)[]} */ (Object.keys(LOADS))),
    warmUp: 1,
    operations: chosen(values.operations?.split(','), COMPARED),
    /** Bare against bare, which must come out even. */
    control: values.control ?? false,
    json: values.json,
  }
}

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string[]} args */
function parse(args) {
  const text = { type: /** @type {const} */ ('string') }
  const flag = { type: /** @type {const} */ ('boolean') }
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        deals: text,
        growth: text,
        pages: text,
        streams: text,
        loads: text,
        seconds: text,
        rounds: text,
        minutes: text,
        operations: text,
        json: text,
        control: flag,
      },
    })
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}; ${USAGE}`)
  }
}

/**
 * Some of what there is, or all of it.
 * @template {string} Name @param {string[] | undefined} names @param {readonly Name[]} known
 */
function chosen(names = [], known) {
  const found = names.map((name) => {
    const one = known.find((other) => other === name)
    if (!one) throw new Failure(`there is no "${name}"; ${USAGE}`)
    return one
  })
  return found.length ? found : known
}

const numbers = (/** @type {string} */ text, /** @type {string} */ name) =>
  text.split(',').map((part) => number(part, name))

/** @param {string} text @param {string} name */
function number(text, name) {
  const value = Number(text)
  if (!(value > 0)) throw new Failure(`--${name} is "${text}", which is no number above 0`)
  return value
}
