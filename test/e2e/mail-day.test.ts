import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '../eventually.ts'
import { assertNoFaults } from './axe.ts'
import { row, toasts, Visits } from './mail-visit.ts'

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

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

test('a letter is kept as a template, put into another where the caret is, and changed', () =>
  visits.visit('claire', '/mail', async page => {
    const text = page.getByRole('textbox', { name: 'Texte du message' })
    const fromMenu = async (name: RegExp | string) => {
      await page.getByRole('button', { name: 'Modèles', exact: true }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await page.getByRole('button', { name: 'Nouveau message' }).first().click()
    await text.fill('Bonjour {prénom}, votre demande est arrivée.')
    await page.getByRole('textbox', { name: 'Objet' }).fill('Votre demande')
    await fromMenu(/Enregistrer comme modèle/)
    const naming = page.getByRole('dialog', { name: 'Enregistrer comme modèle' })
    await naming.getByRole('textbox').fill('Accusé de réception')
    await assertNoFaults(page)
    await naming.getByRole('button', { name: 'Enregistrer comme modèle' }).click()
    await toasts(page).getByText('Accusé de réception').waitFor()
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click()

    await page.getByRole('button', { name: 'Nouveau message' }).first().click()
    await page
      .getByRole('combobox', { name: 'À', exact: true })
      .fill('Nadège Tournier <nadege@montauzan.fr>,')
    await text.click()
    await page.keyboard.type('Voici : ')
    await fromMenu('Accusé de réception')
    await text.getByText(/Bonjour Nadège, votre demande est arrivée/).waitFor()
    const written = (await text.innerText()).replace(/\s+/g, ' ')
    assert.match(written, /^Voici : .*Bonjour Nadège/)
    assert.equal(await page.getByRole('textbox', { name: 'Objet' }).inputValue(), 'Votre demande')
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click()

    // As a browser hands over a link of another page.
    const link = encodeURIComponent(
      'mailto:paul@ailleurs.example?subject=Un%20rendez-vous&body=Bonjour%20%3Cb%3E',
    )
    await page.goto(new URL(`/mail?mailto=${link}`, page.url()).href)
    await text.getByText('Bonjour <b>').waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Objet' }).inputValue(), 'Un rendez-vous')
    assert.equal(new URL(page.url()).search, '')
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click()

    await page.goto(new URL('/settings/templates', page.url()).href)
    await page.getByRole('button', { name: 'Modifier Accusé de réception' }).click()
    await page.getByRole('textbox', { name: 'Nom du modèle' }).fill('Bien reçu')
    await page.getByRole('textbox', { name: 'Texte' }).waitFor()
    await assertNoFaults(page)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('button', { name: 'Supprimer Bien reçu' }).click()
    await page.getByText('Bien reçu', { exact: true }).waitFor(gone)
    await toasts(page).getByRole('button', { name: 'Annuler' }).last().click()
    await page.getByText('Bien reçu', { exact: true }).waitFor()
  }))

test('a search is kept at the side, fills as mail comes, and is renamed and forgotten', () =>
  visits.visit('claire', '/mail/search?q=verrière', async page => {
    await page.getByRole('button', { name: 'Garder cette recherche' }).click()
    const naming = page.getByRole('dialog', { name: 'Garder cette recherche' })
    await naming.getByRole('textbox').fill('Travaux de la verrière')
    await naming.getByRole('button', { name: 'Garder cette recherche' }).click()
    const side = page.getByRole('navigation', { name: 'Courriel' })
    const kept = side.getByRole('link', { name: 'Travaux de la verrière' })
    await kept.waitFor()
    await page.getByRole('link', { name: /^Réception/ }).click()
    await page.getByRole('heading', { name: 'Réception' }).waitFor()
    await kept.click()
    await visits.receive('claire', { subject: 'Devis pour la verrière', text: 'Le voici.' })
    await row(page, /Devis pour la verrière/).waitFor()
    await assertNoFaults(page)

    await side.getByRole('button', { name: 'Actions sur Travaux de la verrière' }).click()
    await page.getByRole('menuitem', { name: 'Renommer' }).click()
    const renaming = page.getByRole('dialog', { name: 'Renommer la recherche' })
    await renaming.getByRole('textbox').fill('Verrière')
    await renaming.getByRole('button', { name: 'Renommer' }).click()
    const renamed = side.getByRole('link', { name: 'Verrière', exact: true })
    await renamed.waitFor()
    await page.getByRole('button', { name: 'Ne plus garder cette recherche' }).click()
    await renamed.waitFor(gone)
    await toasts(page).getByRole('button', { name: 'Annuler' }).last().click()
    await renamed.waitFor()
  }))
