import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Nothing serious or critical by axe. */
export async function expectNoProblem(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const problems = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join('; ')}`)
  expect(problems).toEqual([])
}
