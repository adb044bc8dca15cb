import { readFileSync } from 'node:fs'

/** @typedef {typeof import('./budgets.json')} Budgets */

/** What must not get worse. @returns {Budgets} */
export const readBudgets = () => JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))
