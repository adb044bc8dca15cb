import { execFileSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure } from '../base/failure.mjs'
import { ROOT } from '../base/root.mjs'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * A browser for the tests: CHROMIUM_PATH, Playwright's own, the system's, or the one inside an npm package.
 * @returns {Promise<{ executablePath: string, env: Record<string, string>, args: string[] }>}
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named && !isProgram(named)) throw new Failure(`CHROMIUM_PATH is ${named}, which is no program`)
  const found = named ?? (await playwrightsOwn()) ?? [...onPath(), ...PLACES].find(isProgram)
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return found ? { executablePath: found, env: {}, args } : packaged()
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  return isProgram(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  return COMMANDS.flatMap((command) => folders.map((folder) => path.join(folder, command)))
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Unpacked once, under .test; it appears under its name only when it is whole. */
function packaged() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Failure('no Chromium was found; install one or set CHROMIUM_PATH')
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(path.join(entry, '../../../package.json'), 'utf8'))
  const folder = path.join(ROOT, '.test', `chromium-${version}`)
  if (!existsSync(folder)) unpack(entry, folder)
  return {
    executablePath: path.join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
    args: ['--no-sandbox'],
  }
}

/**
 * The package unpacks into the temporary folder, and its libraries only where it believes to be in AWS Lambda.
 * @param {string} entry @param {string} folder
 */
function unpack(entry, folder) {
  mkdirSync(path.dirname(folder), { recursive: true })
  const draft = mkdtempSync(`${folder}.`)
  try {
    const code = `(await import(${JSON.stringify(pathToFileURL(entry).href)})).default.executablePath()`
    const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' }
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    const dirs = [`${folder}/fonts`, '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('')
    const fonts = `<fontconfig>${dirs}<cachedir>${folder}/fonts-cache</cachedir></fontconfig>`
    writeFileSync(path.join(draft, 'fonts.conf'), fonts)
    if (!existsSync(folder)) renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
