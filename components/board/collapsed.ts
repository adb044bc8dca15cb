'use client'

import { useSearchParams } from 'next/navigation'
import { addressWith } from './address'

const KEY = 'collapsed'

const id = '[\\da-f-]{36}'
export const collapsedForm = new RegExp(`^${id}(,${id})*$`, 'i')

const read = (address: Pick<URLSearchParams, 'get'>) => new Set(address.get(KEY)?.split(','))

/** The ids of the stages that the address folds into strips. */
export const useCollapsed = () => read(useSearchParams())

/** Folds a stage, or shows it again. */
export function toggleCollapsed(stageId: string) {
  const folded = read(new URLSearchParams(location.search))
  if (!folded.delete(stageId)) folded.add(stageId)
  history.replaceState(null, '', addressWith({ [KEY]: [...folded].join() || null }))
}
