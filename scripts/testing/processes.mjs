import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { neutralEnv } from './product.mjs'

const SCRIPTS = fileURLToPath(new URL('../', import.meta.url))

/**
 * A script of ours in a process of its own, with all that it says.
 * @param {string} script below the folder of scripts, or absolute
 * @param {{ args?: string[], env?: Record<string, string>, uid?: number, gid?: number, cwd?: string }} [options]
 */
export function runScript(script, { args = [], env = {}, ...options } = {}) {
  const file = path.resolve(SCRIPTS, script)
  /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
  const child = spawn(process.execPath, [file, ...args], {
    ...options,
    stdio: 'pipe',
    env: { ...neutralEnv(), ...env },
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk
  })
  const ended = new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
  return {
    child,
    said,
    /** @type {Promise<{ code: number | null, stdout: string, stderr: string }>} */
    ended,
    /** The first line on standard output; fails when the process ends without one. @returns {Promise<string>} */
    firstLine() {
      return new Promise((resolve, reject) => {
        const look = () => said.stdout.includes('\n') && resolve(said.stdout.split('\n')[0] ?? '')
        child.stdout.on('data', look)
        look()
        ended.then(({ stderr }) => reject(new Error(`it ended without a line: ${stderr}`)))
      })
    },
  }
}
