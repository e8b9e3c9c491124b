import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { assertNoFaults, eventually, row, toasts, Visits } from './mail-visit.ts'
import { type Product, startProduct } from './product.ts'

let browser: Browser
let product: Product
let visits: Visits

before(async () => {
  process.env['BASTIDE_DEMO_SCALE'] = '0.02'
  product = await startProduct({ demo: true })
  browser = await launchBrowser()
  visits = new Visits(product, browser)
})

after(async () => {
  await browser.close()
  await product.stop()
})

const gone = { state: 'detached' } as const

test('a conversation is put off, waits with its date, and comes back by itself', () =>
  visits.visit('claire', '/mail', async page => {
    await visits.receive('claire', { subject: 'Chaudière de l’école', text: 'La visite est fixée.' })
    const letter = row(page, /Chaudière de l’école/)
    await letter.click()
    await page.keyboard.press('b')
    const dialog = page.getByRole('dialog', { name: 'Reporter' })
    await dialog.waitFor()
    await assertNoFaults(page)
    await dialog.getByRole('option', { name: /Demain matin/ }).click()
    await letter.waitFor(gone)
    await toasts(page).getByRole('button', { name: 'Annuler' }).click()
    await letter.click()
    await page.keyboard.press('b')
    await dialog.getByRole('option', { name: /Demain matin/ }).click()
    await letter.waitFor(gone)

    await page.getByRole('link', { name: /^Reportés/ }).click()
    await letter.click()
    await page.getByText(/^Reporté\s:\sdemain/).waitFor()
    await assertNoFaults(page)
    const [, found] = await visits.jmap('claire', [
      ['Mailbox/query', { filter: { role: 'snoozed' } }, 'm'],
      ['Email/query', { filter: { text: 'Chaudière' } }, 'e'],
    ])
    const [id] = found![1]['ids'] as string[]

    // Its time comes while the inbox is looked at.
    await page.getByRole('link', { name: /^Réception/ }).click()
    const soon = `${new Date(Date.now() + 1000).toISOString().slice(0, 19)}Z`
    const snoozed = { until: soon, setKeywords: { $seen: false } }
    await visits.jmap('claire', [['Email/set', { update: { [id!]: { snoozed } } }, 's']])
    await page
      .getByRole('grid', { name: 'Conversations' })
      .getByRole('row')
      .first()
      .filter({ hasText: 'Chaudière de l’école' })
      .waitFor()
    const seen = await eventually(
      async () =>
        (await visits.jmap('claire', [['Email/get', { ids: [id], properties: ['keywords'] }, 'g']]))[0]![1],
      answer => !JSON.stringify(answer).includes('$seen'),
    )
    assert.ok(seen)
  }))
