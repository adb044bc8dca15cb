import '../scripts/base/node-version.mjs'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { exitWith } from '../scripts/base/failure.mjs'
import { readBudgets } from './figures/budgets.mjs'
import { requireNone, shortcomingsOf } from './figures/shortcomings.mjs'
import { runBench } from './run-bench.mjs'

// npm run bench:check runs what the budgets speak of in a short form; with --json it judges the results of an earlier run.

const budgets = readBudgets()
const SHORT = [
  ...['api', 'growth', 'page', 'stream', 'start', 'neighbours'],
  ...['--operations', Object.keys(budgets.ratioToBare).join(','), '--streams', 'drop', '--loads', 'mixed'],
  ...['--deals', budgets.deals.join(','), '--pages', String(budgets.page.deals), '--rounds', '3', '--seconds', '2'],
]

await main().then(() => process.exit(), exitWith)

async function main() {
  const { values } = parseArgs({ options: { json: { type: 'string' } } })
  const results = values.json ? JSON.parse(readFileSync(values.json, 'utf8')) : await runBench(SHORT)
  requireNone(shortcomingsOf(results, budgets))
}
