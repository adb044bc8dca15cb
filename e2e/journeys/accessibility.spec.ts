import type { Page } from '@playwright/test'
import { expectNoProblemInAnyTheme } from '../support/axe'
import { expect, login, openPalette, type SeededPipeline, test } from '../support/fixtures'

/** A state of the product to be looked at by axe; with `onPhone` also at a phone's width, where its markup differs. */
type Visit = {
  name: string
  onPhone?: true
  open: (page: Page, pipeline: SeededPipeline, dealId: string) => Promise<unknown>
}

/** Opens a board that hears keys: those before its scripts are nobody's. */
async function openLive(page: Page, id: string, query = '') {
  const live = page.waitForResponse((answer) => answer.url().includes('/api/changes/stream'))
  await page.goto(`/pipelines/${id}${query}`)
  await live
}

const visits: Visit[] = [
  { name: 'pipelines', onPhone: true, open: (page) => page.goto('/pipelines') },
  {
    name: 'new pipeline dialog',
    open: async (page) => {
      await page.goto('/pipelines')
      await page.getByRole('button', { name: 'New pipeline' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'account menu',
    onPhone: true,
    open: async (page) => {
      await page.goto('/pipelines')
      if (page.viewportSize()!.width < 1024) await page.getByRole('button', { name: 'Open navigation' }).click()
      await page.getByRole('button', { name: /: account$/ }).click()
      await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
    },
  },
  {
    name: 'board',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await expect(page.getByRole('link', { name: 'Acme' })).toBeVisible()
    },
  },
  {
    name: 'view of the board',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('button', { name: 'View', exact: true }).click()
      const view = page.getByRole('dialog', { name: 'View' })
      await view.getByRole('textbox', { name: 'Save what is shown as' }).fill('Mine')
      await view.getByRole('button', { name: 'Save view' }).click()
      await expect(view.getByRole('button', { name: 'Mine', exact: true })).toBeVisible()
    },
  },
  {
    name: 'menu of a saved view',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('button', { name: 'View', exact: true }).click()
      await page.getByRole('button', { name: 'View Mine' }).first().click()
      await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeVisible()
    },
  },
  {
    name: 'renaming a saved view',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('button', { name: 'View', exact: true }).click()
      await page.getByRole('button', { name: 'View Mine' }).first().click()
      await page.getByRole('menuitem', { name: 'Rename…' }).click()
      await expect(page.getByRole('textbox', { name: 'New name of Mine' })).toBeFocused()
    },
  },
  {
    name: 'board with a deal selected',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('link', { name: 'Acme' }).click({ modifiers: ['Control'] })
      await expect(page.getByRole('toolbar', { name: 'Selected deals' })).toBeVisible()
    },
  },
  {
    name: 'close date of what is selected',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('link', { name: 'Acme' }).click({ modifiers: ['Control'] })
      await page.getByRole('button', { name: 'Set…' }).click()
      await page.getByRole('menuitem', { name: 'Expected close' }).click()
      await expect(page.getByRole('dialog').getByRole('button').first()).toBeVisible()
    },
  },
  {
    name: 'cells that could not be saved',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}?view=table`)
      const amounts = page.getByRole('grid').locator('td[data-column=amount]')
      for (const row of [0, 1]) {
        await amounts.nth(row).dblclick()
        await amounts.nth(row).getByRole('textbox').fill('a lot')
        await page.keyboard.press('Enter')
        await expect(page.getByRole('alert').filter({ hasText: '“a lot” is not an amount' })).toBeVisible()
      }
    },
  },
  {
    name: 'what a stage asks of a new deal',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('button', { name: 'Add a deal to Lost' }).click()
      await page.getByRole('textbox', { name: 'Title' }).fill('Elm')
      await page.getByRole('textbox', { name: 'Title' }).press('Enter')
      await expect(page.getByRole('dialog', { name: 'Add to Lost' })).toBeVisible()
    },
  },
  {
    name: 'lost connection',
    open: async (page, { id }) => {
      await page.route('**/api/changes/stream*', (route) => route.abort())
      await page.goto(`/pipelines/${id}`)
      await expect(page.getByText('Reconnecting…')).toBeVisible()
      await page.unroute('**/api/changes/stream*')
    },
  },
  {
    name: 'deal over the board',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      await page.getByRole('link', { name: 'Acme' }).click()
      await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Acme')
    },
  },
  {
    name: 'palette',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}`)
      const palette = await openPalette(page)
      await palette.getByRole('combobox').fill('acme')
      await expect(page.getByRole('option', { name: /Acme/ }).first()).toBeVisible()
    },
  },
  {
    name: 'filter dialog',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}?q=ac&owner=me,none&tags=One`)
      await page.getByRole('button', { name: /^Filter, / }).click()
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Remove the tag One' })).toBeVisible()
    },
  },
  {
    name: 'keyboard shortcuts over a board with a collapsed stage',
    open: async (page, { id, stages }) => {
      await openLive(page, id, `?collapsed=${stages[0]!.id}`)
      await expect(page.getByRole('button', { name: /^Lead .*collapsed/ })).toBeVisible()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
  {
    name: 'what a stage asks at the drop',
    open: async (page, { id }) => {
      await openLive(page, id)
      await page.getByRole('link', { name: 'Acme' }).press('l')
      await page.getByLabel('Lost reason').selectOption('Other…')
      await page.getByRole('button', { name: 'Move to Lost' }).click()
      await expect(page.getByLabel('In other words')).toHaveAccessibleDescription('Is needed in Lost')
    },
  },
  {
    name: 'rules of a stage',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}/settings`)
      await page.getByRole('button', { name: 'Rules of Lost' }).click()
      await page.getByLabel('Most deals').fill('5')
      await expect(page.getByLabel('A deal beyond that')).toBeVisible()
    },
  },
  {
    name: 'board in lanes, with a folded stage',
    open: async (page, { id, stages }) => {
      await page.goto(`/pipelines/${id}?lanes=owner&collapsed=${stages[1]!.id}`)
      await expect(
        page.getByRole('list', { name: /^Deals in Lead, / }).getByRole('link', { name: 'Acme' }),
      ).toBeVisible()
    },
  },
  {
    name: 'folded lane',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}?lanes=client&collapsedLanes=none`)
      await expect(page.getByRole('button', { name: /^No client / })).toBeVisible()
    },
  },
  {
    name: 'table',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}?view=table&sort=-amount`)
      await expect(page.getByRole('grid').getByRole('link', { name: 'Acme' })).toBeVisible()
    },
  },
  {
    name: 'table with a row selected',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}?view=table`)
      await page.getByRole('row', { name: 'Acme' }).getByRole('checkbox').click()
      await expect(page.getByRole('toolbar', { name: 'Selected deals' })).toBeVisible()
    },
  },
  {
    name: 'editing in the table',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}?view=table`)
      await page.getByRole('row', { name: 'Acme' }).getByRole('gridcell', { name: 'Lead' }).dblclick()
      await expect(page.getByRole('listbox')).toBeVisible()
    },
  },
  {
    name: 'settings with something to save',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}/settings`)
      await page.getByLabel('Description').fill('Changed')
      await expect(page.getByRole('button', { name: 'Save changes' })).toBeVisible()
    },
  },
  {
    name: 'stage colour menu',
    onPhone: true,
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}/settings`)
      await page.getByRole('button', { name: 'Colour of Lead' }).click()
      await expect(page.getByRole('menuitemradio', { name: 'Teal' })).toBeVisible()
    },
  },
  {
    name: 'deleting a pipeline',
    open: async (page, { id }) => {
      await page.goto(`/pipelines/${id}/settings`)
      await page.getByRole('button', { name: 'Delete pipeline…' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  { name: 'deal', onPhone: true, open: (page, _pipeline, dealId) => page.goto(`/deals/${dealId}`) },
  {
    name: 'client suggestions',
    open: async (page, _pipeline, dealId) => {
      await page.goto(`/deals/${dealId}`)
      await page.getByLabel('Client').fill('a')
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
    },
  },
  { name: 'contacts', onPhone: true, open: (page) => page.goto('/contacts') },
  {
    name: 'new contact dialog',
    open: async (page) => {
      await page.goto('/contacts')
      await page.getByRole('button', { name: 'New contact' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  { name: 'nothing here', open: (page) => page.goto('/deals/00000000-0000-4000-8000-000000000000') },
]

// Each walks through all pages; one after the other they would be the last to end.
test.describe.configure({ mode: 'parallel' })

for (const width of [1440, 375])
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 812 } })

    test('login has no serious accessibility problem', async ({ page }) => {
      await page.goto('/login')
      await expectNoProblemInAnyTheme(page)
    })

    test('the pages have no serious accessibility problem', async ({ page, pipeline, api }) => {
      test.setTimeout(240_000)
      await login(page, 'admin')
      const call = await api('admin')
      const stages = pipeline.stages.map(({ id, name }) => ({
        ...{ id, name, wipLimit: 1 },
        requiredFields: name === 'Lost' ? ['amount', 'expectedCloseDate', 'clientId', 'ownerId', 'lostReason'] : [],
      }))
      await call('PUT', `/api/pipelines/${pipeline.id}`, { stages })
      const { items } = await call<{ items: { id: string }[] }>('GET', `/api/pipelines/${pipeline.id}/deals?take=1`)
      for (const { name, open } of visits.filter(({ onPhone }) => width > 1000 || onPhone))
        await test.step(name, async () => {
          await open(page, pipeline, items[0]!.id)
          await expectNoProblemInAnyTheme(page)
          // What was asked would be asked again on the next page.
          await page.evaluate(() => sessionStorage.clear())
        })
    })

    test('nothing is wider than the window', async ({ page, pipeline, api }) => {
      test.setTimeout(120_000)
      await login(page, 'admin')
      const call = await api('admin')
      const { items } = await call<{ items: { id: string }[] }>('GET', `/api/pipelines/${pipeline.id}/deals?take=1`)
      const paths = ['/pipelines', `/pipelines/${pipeline.id}/settings`, `/deals/${items[0]!.id}`, '/contacts']
      for (const path of paths) {
        await page.goto(path)
        const overflow = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth)
        expect(overflow, path).toBe(0)
      }
    })
  })
