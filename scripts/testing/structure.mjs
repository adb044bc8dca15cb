import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

// What the linter cannot say of the house: how its files and folders stand to one another.

const MOST_FILES = 20
const NOUN = ['schema.ts', 'policy.ts', 'queries.ts', 'commands.ts']
/** Folders of lib that are no nouns. */
const ROOMS = [
  'fields',
  'auth',
  'board',
  'http',
  'live',
  'log',
  'presence',
  'query',
  'rate-limits',
  'rows',
  'testing',
  'values',
]
const BESIDE_A_NOUN = ['deals/conditions', 'pipelines/stages']
/** It describes all routes, and is one of them. */
const DOCUMENT = 'app/api/openapi.json/route.ts'
const IMPORT = /^(?:import|export)\s[^'"]*?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
const CLIENT = /^'use client'/

const HOUSE = ['app', 'bench', 'components', 'db', 'e2e', 'lib', 'scripts']

/** @param {string} root */
export function checkStructure(root) {
  const files = HOUSE.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.posix.join(folder, String(name))),
  )
  return faultsOf(files, (file) => readFileSync(path.join(root, file), 'utf8'))
}

const folderOf = (/** @type {string} */ file) => path.posix.dirname(file)

/**
 * Whatever breaks a rule of the house, in sentences.
 * @param {string[]} all paths from the root @param {(file: string) => string} read
 */
export function faultsOf(all, read) {
  const files = all.filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.(test|spec)\.tsx?$/.test(file))
  const texts = new Map(files.map((file) => [file, read(file)]))
  const imports = new Map(files.map((file) => [file, importsOf(file, texts)]))
  /** @type {Map<string, string[]>} */
  const inside = new Map()
  /** @type {Map<string, string[]>} */
  const between = new Map()
  for (const [file, wanted] of imports) {
    const folder = folderOf(file)
    inside.set(folder, [...(inside.get(folder) ?? []), file])
    const others = wanted.map(folderOf).filter((other) => other !== folder)
    between.set(folder, [...(between.get(folder) ?? []), ...others])
  }
  const crowded = [...inside].filter(([, held]) => held.length > MOST_FILES)
  return [
    ...crowded.map(([folder, held]) => `${folder} holds ${held.length} files, ${MOST_FILES} are the most`),
    ...files.filter(isOddName).map((file) => `${file} is none of ${NOUN.join(', ')}`),
    ...knotsIn(imports).map((knot) => `these files need one another: ${knot.join(', ')}`),
    ...knotsIn(between).map((knot) => `these folders need one another: ${knot.join(', ')}`),
    ...falseDoors(texts, imports).map((file) => `${file} says 'use client', and no server component imports it`),
  ]
}

/** @param {string} file @param {Map<string, string>} texts */
function importsOf(file, texts) {
  if (file === DOCUMENT) return []
  const names = [...(texts.get(file) ?? '').matchAll(IMPORT)].map(([, name, lazy]) => name ?? lazy ?? '')
  return names.flatMap((name) => {
    if (!/^(\.|@\/)/.test(name)) return []
    const base = name.startsWith('@/') ? name.slice(2) : path.posix.join(folderOf(file), name)
    return ['', '.ts', '.tsx', '.mjs'].map((end) => base + end).find((known) => texts.has(known)) ?? []
  })
}

/** @param {string} file */
function isOddName(file) {
  const [, noun = '', name = ''] = /^lib\/([\w-]+)\/([\w-]+\.ts)$/.exec(file) ?? []
  if (!noun || ROOMS.includes(noun)) return false
  return !NOUN.includes(name) && !BESIDE_A_NOUN.includes(`${noun}/${name.slice(0, -3)}`)
}

/** Two and more that lead back to themselves. @param {Map<string, string[]>} graph */
function knotsIn(graph) {
  const reached = new Map([...graph.keys()].map((from) => [from, reachedFrom(from, graph)]))
  const knots = [...graph.keys()].map((one) =>
    [...graph.keys()].filter((other) => reached.get(one)?.has(other) && reached.get(other)?.has(one)),
  )
  return [...new Map(knots.filter((knot) => knot.length > 1).map((knot) => [knot.join(), knot])).values()]
}

/** @param {string} from @param {Map<string, string[]>} graph */
function reachedFrom(from, graph) {
  const seen = new Set()
  const next = [from]
  for (let at = next.pop(); at !== undefined; at = next.pop())
    for (const to of graph.get(at) ?? [])
      if (!seen.has(to)) {
        seen.add(to)
        next.push(to)
      }
  return seen
}

/** @param {Map<string, string>} texts @param {Map<string, string[]>} imports */
function falseDoors(texts, imports) {
  const isDoor = (/** @type {string} */ file) => CLIENT.test(texts.get(file) ?? '')
  const ofServer = new Map([...imports].map(([file, wanted]) => [file, isDoor(file) ? [] : wanted]))
  const pages = [...texts.keys()].filter((file) => file.startsWith('app/'))
  const seen = new Set(pages.flatMap((page) => [page, ...reachedFrom(page, ofServer)]))
  return [...texts.keys()].filter((file) => isDoor(file) && !seen.has(file))
}
