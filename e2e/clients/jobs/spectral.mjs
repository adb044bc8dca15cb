import { readFileSync } from 'node:fs'
import spectral from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'

const linter = new spectral.Spectral()
linter.setRuleset({ extends: [rulesets.oas] })
const findings = await linter.run(JSON.parse(readFileSync('openapi.json', 'utf8')))
for (const { code, message, path } of findings) console.log(code, message, path.join('.'))
process.exit(findings.length ? 1 : 0)
