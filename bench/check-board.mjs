import '../scripts/base/node-version.mjs'
import { exitWith } from '../scripts/base/failure.mjs'
import { readBudgets } from './figures/budgets.mjs'
import { requireNone, shortcomingsOfBoard } from './figures/shortcomings.mjs'
import { runBench } from './run-bench.mjs'

// npm run bench:board measures the board in a browser at every size that the budgets name, and judges it.

await main().then(() => process.exit(), exitWith)

async function main() {
  const budgets = readBudgets()
  const sizes = budgets.board.deals.join(',')
  const { board } = await runBench(['board', '--pages', sizes, ...process.argv.slice(2)])
  requireNone(shortcomingsOfBoard(board, budgets))
}
