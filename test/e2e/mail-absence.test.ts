import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertNoFaults } from './axe.ts'
import { desk, phone } from './browser.ts'
import { Visits } from './mail-visit.ts'

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

test('whoever is away says so once, sees it beside the mail, and takes it back', () =>
  visits.visit('claire', '/settings/absence', async page => {
    await page.getByLabel('Répondre automatiquement').check()
    await page.getByLabel('Premier jour').fill('2026-01-05')
    await page.getByLabel('Dernier jour').fill('2026-01-01')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Le dernier jour vient avant le premier.').waitFor()
    await page.getByLabel('Dernier jour').fill('2099-08-16')
    await page.getByLabel('Message', { exact: true }).fill('Je reviens.')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Réponse automatique enregistrée').waitFor()
    await page
      .getByRole('link', { name: /Courriel/ })
      .first()
      .click()
    await page.getByRole('link', { name: 'Réponse automatique jusqu’au 16 août' }).click()
    assert.equal(await page.getByLabel('Premier jour').inputValue(), '2026-01-05')
    assert.equal(await page.getByLabel('Message', { exact: true }).inputValue(), 'Je reviens.')
    await page.getByLabel('Répondre automatiquement').uncheck()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Réponse automatique arrêtée').waitFor()
    await page
      .getByRole('link', { name: /Courriel/ })
      .first()
      .click()
    await page.getByRole('grid', { name: 'Conversations' }).waitFor()
    assert.equal(await page.getByRole('link', { name: /Réponse automatique/ }).count(), 0)
    // What is said from a phone shows here at once, and takes nothing from what is being typed.
    const elsewhere = (textBody: string) => {
      const update = { singleton: { isEnabled: true, toDate: null, textBody } }
      return visits.jmap('claire', [['VacationResponse/set', { update }, 'v']])
    }
    await elsewhere('Dit du téléphone.')
    await page.getByRole('link', { name: 'Réponse automatique active' }).click()
    const message = page.getByLabel('Message', { exact: true })
    assert.equal(await message.inputValue(), 'Dit du téléphone.')
    await message.fill('Écrit ici.')
    await elsewhere('Dit encore.')
    await page.getByText(/^Ces réglages ont été changés ailleurs/).waitFor()
    assert.equal(await message.inputValue(), 'Écrit ici.')
    await page.getByRole('button', { name: 'Voir le changement' }).click()
    assert.equal(await message.inputValue(), 'Dit encore.')
  }))

for (const [name, options] of Object.entries({
  'a light desk': { colorScheme: 'light', viewport: desk },
  'a dark desk': { colorScheme: 'dark', viewport: desk },
  'a phone': { colorScheme: 'light', viewport: phone, hasTouch: true, isMobile: true },
} as const))
  test(`the settings of an absence pass axe: ${name}`, () =>
    visits.visit(
      'claire',
      '/settings/absence',
      async page => {
        await page.getByLabel('Un autre message pour mes collègues').check()
        await page.getByLabel('Message aux collègues').waitFor()
        await assertNoFaults(page)
      },
      options,
    ))
