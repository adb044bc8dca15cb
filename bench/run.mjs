import '../scripts/base/node-version.mjs'
import { exitWith } from '../scripts/base/failure.mjs'
import { runBench } from './run-bench.mjs'

await runBench(process.argv.slice(2)).then(() => process.exit(), exitWith)
