import { readFileSync } from 'node:fs'

// Every program of ours imports this file first: a Node that is too old breaks on what they import next.

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const refusal = refusalOfNode(process.versions.node, engines.node)
if (refusal) {
  console.error(`penstock: ${refusal}`)
  process.exit(1)
}

/**
 * @param {string} version @param {string} range as in `^20.19.0 || >=22.12.0`
 * @returns {string | undefined} what to do, when the version is outside the range
 */
export function refusalOfNode(version, range) {
  const allowed = range.split(' || ').map((part) => ({ wholeMajor: part[0] === '^', least: numbers(part) }))
  const [major, minor] = numbers(version)
  for (const { wholeMajor, least } of allowed) {
    if (major === least[0] ? minor >= least[1] : !wholeMajor && major > least[0]) return undefined
  }
  const words = allowed.map(({ wholeMajor, least: [major, minor] }) =>
    wholeMajor ? `${major}.${minor} or a later ${major}` : `${major}.${minor} or newer`,
  )
  return `Node ${version} cannot run this; install Node ${words.join(', or ')}`
}

/** @param {string} text @returns {[major: number, minor: number]} */
function numbers(text) {
  const [major, minor] = text.replace(/^\D+/, '').split('.')
  return [Number(major), Number(minor)]
}
