import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { exitWith, Failure } from '../scripts/failure.mjs'
import { runBench } from './run-bench.mjs'
import { shortcomingsOf } from './shortcomings.mjs'

// npm run bench:check runs what the budgets speak of in a short form; with --json it judges the results of an earlier run.

const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))
const SHORT = [
  ...['api', 'growth', 'page', 'stream', 'start'],
  ...['--operations', Object.keys(budgets.ratioToBare).join(','), '--streams', 'drop'],
  ...['--deals', budgets.deals.join(','), '--pages', String(budgets.page.deals), '--rounds', '3', '--seconds', '2'],
]

await main().then(() => process.exit(), exitWith)

async function main() {
  const { values } = parseArgs({ options: { json: { type: 'string' } } })
  const results = values.json ? JSON.parse(readFileSync(values.json, 'utf8')) : await runBench(SHORT)
  const shortcomings = shortcomingsOf(results, budgets)
  if (shortcomings.length) throw new Failure(`past the budget:\n${shortcomings.map((line) => `  ${line}`).join('\n')}`)
  console.log('everything is within its budget')
}
