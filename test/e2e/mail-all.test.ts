import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { assertNoFaults } from './axe.ts'
import { row, toasts, Visits } from './mail-visit.ts'

// Every inbox that one may read as one list: one's own, and that of a shared mailbox.

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

const CONTACT = 'contact@montauzan.fr'
const gone = { state: 'detached' } as const
const waiting = (page: Page) => page.getByRole('link', { name: /^Toutes les boîtes/ })
const undo = (page: Page) => toasts(page).getByRole('button', { name: 'Annuler' }).last()

test('what comes into any box stands in one list, and is answered from where it came', () =>
  visits.visit('claire', '/mail', async page => {
    await waiting(page).click()
    await page.getByRole('heading', { name: 'Toutes les boîtes' }).waitFor()
    await visits.receive('claire', { subject: 'Pour Claire seule', text: 'Un mot.' })
    await row(page, /Pour Claire seule/).waitFor()
    await visits.receive('claire', { to: CONTACT, subject: 'Pour la mairie', text: 'Une question.' })
    await row(page, /Pour la mairie.*contact@/).waitFor()
    assert.doesNotMatch(await row(page, /Pour Claire seule/).innerText(), /contact@/)
    const rows = await page.getByRole('grid', { name: 'Conversations' }).getByRole('row').allInnerTexts()
    // Both came within the last seconds, perhaps within the same one.
    const newest = rows.slice(0, 2).map(words => /Pour (?:la mairie|Claire seule)/.exec(words)?.[0])
    assert.deepEqual(newest.toSorted(), ['Pour Claire seule', 'Pour la mairie'])
    await assertNoFaults(page)

    await row(page, /Pour la mairie/).click()
    await page.waitForURL(/\/mail\/all\/inbox\/a\d+\.t\d+$/)
    await page.getByRole('button', { name: 'Répondre', exact: true }).first().click()
    await page.getByRole('textbox', { name: 'Texte du message' }).click()
    await page.keyboard.type('La mairie vous répond.')
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
    await toasts(page).getByText('Message envoyé').waitFor()
    const asked = { filter: { subject: 'Pour la mairie', hasKeyword: '$seen' } }
    const chain = { resultOf: 'q', name: 'Email/query', path: '/ids' }
    const properties = ['from', 'subject']
    const accountId = /\/(a\d+)\.t\d+$/.exec(page.url())?.[1]
    const froms = await eventually(
      async () => {
        const [, found] = await visits.jmap('claire', [
          ['Email/query', { accountId, ...asked }, 'q'],
          ['Email/get', { accountId, '#ids': chain, properties }, 'g'],
        ])
        const list = found![1]['list'] as { from: { email: string }[]; subject: string }[]
        return list.filter(({ subject }) => /^Re/.test(subject)).map(({ from }) => from[0]!.email)
      },
      found => found.length > 0,
    )
    assert.deepEqual(froms, [CONTACT])
  }))

test('conversations of two boxes are chosen, moved each within its own, and brought back as one', () =>
  visits.visit('claire', '/mail/all', async page => {
    for (const subject of [/Pour la mairie/, /Pour Claire seule/])
      await row(page, subject)
        .getByRole('button', { name: /^Choisir/ })
        .click()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: 'Déplacer vers' })
    await dialog.getByRole('combobox').fill('archives')
    await page.keyboard.press('Enter')
    await page.getByText('2 conversations déplacées vers Archives').waitFor()
    await row(page, /Pour la mairie/).waitFor(gone)
    await row(page, /Pour Claire seule/).waitFor(gone)
    await undo(page).click()
    await row(page, /Pour la mairie/).waitFor()
    await row(page, /Pour Claire seule/).waitFor()
    // Dragged, it goes where that is in its own box; what its box has not is said.
    const side = page.getByRole('navigation', { name: 'Courriel' })
    await row(page, /Pour la mairie/).dragTo(side.getByRole('link', { name: /^Archives/ }))
    await page.getByText('Conversation déplacée vers Archives').waitFor()
    await row(page, /Pour la mairie/).waitFor(gone)
    await undo(page).click()
    await row(page, /Pour la mairie/).dragTo(side.getByRole('link', { name: /^Commissions/ }))
    await page.getByText(/n’a pas bougé\s: contact@ n’a pas de dossier «\sCommissions\s»/).waitFor()
    // And one searches all of them from there.
    await page.getByRole('combobox', { name: /^Rechercher partout/ }).fill('mairie question')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/mail\/all\/search\?q=/)
    await row(page, /Pour la mairie.*contact@/).waitFor()
    // What is found of both is in one order, by the subject as well.
    await page.getByRole('combobox', { name: /^Rechercher partout/ }).fill('de:paul@ailleurs.example')
    await page.keyboard.press('Enter')
    await page.waitForURL(/search\?q=de/)
    await row(page, /Pour Claire seule/).waitFor()
    await page.getByRole('button', { name: 'Trier' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Par objet' }).click()
    const grid = page.getByRole('grid', { name: 'Conversations' })
    const subjects = async () =>
      (await grid.getByRole('row').allInnerTexts()).flatMap(words => /Pour (?:la|Claire)/.exec(words) ?? [])
    await eventually(subjects, found => found.join() === 'Pour Claire,Pour la')
  }))
