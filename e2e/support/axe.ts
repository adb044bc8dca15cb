import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Axe in the page itself: without frames to gather from, a page of its own for the result only takes time. */
const axeIn = (page: Page) => new AxeBuilder({ page }).setLegacyMode()

/** Nothing serious or critical by axe. */
export const expectNoProblem = (page: Page) => expectNone(axeIn(page))

/** The same in both themes, of which the second can only differ in its colours. */
export async function expectNoProblemInAnyTheme(page: Page) {
  await wear(page, 'light')
  await expectNoProblem(page)
  await wear(page, 'dark')
  await expectNone(axeIn(page).withRules('color-contrast'))
}

/** Puts a theme on, and waits for the colours that fade into others. */
const wear = (page: Page, theme: 'light' | 'dark') =>
  page.evaluate(async (theme) => {
    document.documentElement.dataset.theme = theme
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  }, theme)

async function expectNone(axe: AxeBuilder) {
  const { violations } = await axe.analyze()
  const problems = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join('; ')}`)
  expect(problems).toEqual([])
}
