import { readFileSync } from 'node:fs'

/** What must not get worse. */
export const readBudgets = () => JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))
