import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Handler } from '@/lib/http/route'

const API = fileURLToPath(new URL('../../../app/api', import.meta.url))
/** Answers every address that no other file answers; it is in no document. */
const UNKNOWN = '[[...unknown]]'

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export type Route = { method: string; path: string; definition: Handler['definition']; isPublic: boolean }

/** Every route of the folders, as `GET /api/deals/{id}`: what a file exports and a definition hangs on. */
export async function routesOnDisk(): Promise<Route[]> {
  const files = readdirSync(API, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.ts$/.test(file) && !file.startsWith(UNKNOWN))
    .sort()
  const found: Route[] = []
  for (const file of files) {
    const path = `/api/${file.replace(/\/?route\.ts$/, '')}`.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')
    const exported = (await import(/* @vite-ignore */ `${API}/${file}`)) as Record<string, unknown>
    for (const method of METHODS) {
      const handler = exported[method]
      if (isHandler(handler)) found.push({ method, path, definition: handler.definition, isPublic: handler.isPublic })
    }
  }
  return found
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function' && 'definition' in value
