import { readdirSync, readFileSync } from 'node:fs'

/** The unit of times in /proc, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/**
 * Processor time of a process and its descendants so far, in microseconds; undefined where there is no /proc.
 * @param {number} pid
 */
export function cpuOf(pid) {
  const tree = treeOf(pid)
  return tree && (tree.reduce((sum, stat) => sum + stat.ticks, 0) / TICKS_PER_SECOND) * 1e6
}

/**
 * Resident memory of a process and its descendants, in MB. Pages that they share count for each.
 * @param {number} pid
 */
export function memoryOf(pid) {
  return treeOf(pid)?.reduce((sum, stat) => sum + residentMb(stat.pid), 0)
}

/** @param {number} root */
function treeOf(root) {
  if (process.platform !== 'linux') return undefined
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []))
  const tree = all.filter((stat) => stat.pid === root)
  for (const parent of tree) tree.push(...all.filter((stat) => stat.parent === parent.pid))
  return tree
}

/** The times include those of children that have ended. @param {number} pid */
function readStat(pid) {
  const text = readIfThere(`/proc/${pid}/stat`)
  if (!text) return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { pid, parent: Number(fields[1]), ticks }
}

/** @param {number} pid */
function residentMb(pid) {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/status`) ?? '')?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
