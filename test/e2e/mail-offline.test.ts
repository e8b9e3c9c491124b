import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { row, text, toasts, Visits } from './mail-visit.ts'

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

const ROOF = /Toiture de la halle/
const WORKSHOPS = /Inscription aux ateliers/
const PLACES = 'Il reste huit places'
const body = (page: Page) => page.getByRole('textbox', { name: 'Texte du message' })

/** Runs in the page: whether a message that says this is on this device, its text and all else that its reader shows. */
async function isKept(words: string): Promise<boolean> {
  const name = (await indexedDB.databases()).map(({ name }) => name).find(name => name?.includes(':'))
  if (name === undefined) return false
  const opening = indexedDB.open(name)
  await new Promise(resolve => opening.addEventListener('success', resolve))
  const stores = opening.result.transaction(['answers', 'records'])
  const all = async (store: string): Promise<readonly object[]> => {
    const asked = stores.objectStore(store).getAll()
    await new Promise(resolve => asked.addEventListener('success', resolve))
    return asked.result
  }
  const [texts, records] = await Promise.all([all('answers'), all('records')])
  opening.result.close()
  const says = (kept: object) => JSON.stringify(kept).includes(words)
  return texts.some(says) && records.some(kept => says(kept) && JSON.stringify(kept).includes('"messageId"'))
}

async function subjectsSent(): Promise<readonly string[]> {
  const [[, boxes] = assert.fail()] = await visits.jmap('claire', [['Mailbox/get', { ids: null }, 'm']])
  const sent = (boxes['list'] as { id: string; role: string | null }[]).find(({ role }) => role === 'sent')!
  const [, [, got] = assert.fail()] = await visits.jmap('claire', [
    ['Email/query', { filter: { inMailbox: sent.id }, limit: 3 }, 'q'],
    [
      'Email/get',
      { '#ids': { resultOf: 'q', name: 'Email/query', path: '/ids' }, properties: ['subject'] },
      'g',
    ],
  ])
  return (got['list'] as { subject: string }[]).map(({ subject }) => subject)
}

test('out of reach, a cold start shows the mail as it was and searches it, and an answer leaves when the network is back', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, ROOF).click()
    await text(page).getByText('Les deux entreprises ont répondu').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    // The newest of the inbox are fetched in idle time, among them what nobody has opened yet.
    await eventually(
      () => page.evaluate(isKept, PLACES),
      isKept => isKept,
    )
    await visits.product.halt()
    await page.close()

    const cold = await page.context().newPage()
    await cold.goto(`${visits.product.url}/mail`)
    await cold.getByRole('status').getByText('Hors ligne').waitFor()
    for (const name of [/^Réception/, /^Envoyés/, /^Brouillons/, /^Corbeille/])
      await cold.getByRole('navigation', { name: 'Courriel' }).getByRole('link', { name }).waitFor()
    await row(cold, ROOF).click()
    await text(cold).getByText('Les deux entreprises ont répondu').waitFor()
    await row(cold, WORKSHOPS).click()
    await text(cold).getByText(PLACES).waitFor()

    const search = cold.getByRole('combobox', { name: 'Rechercher partout' })
    await search.fill('de:service DEVIS')
    await search.press('Enter')
    await cold.getByText('Trouvé sur cet appareil').waitFor()
    await row(cold, ROOF).waitFor()
    await row(cold, WORKSHOPS).waitFor({ state: 'hidden' })
    await cold.getByRole('link', { name: /^Réception/ }).click()
    await row(cold, WORKSHOPS).click()
    await text(cold).getByText(PLACES).waitFor()

    await cold.keyboard.press('r')
    await cold.getByRole('region', { name: 'Réponse' }).waitFor()
    await body(cold).click()
    await cold.keyboard.type('Deux places pour nous, merci.')
    await cold.getByText('Gardé sur cet appareil').waitFor()
    await cold.getByRole('button', { name: 'Envoyer', exact: true }).click()
    await toasts(cold).getByText('Le message partira dès que le réseau reviendra').waitFor()
    await cold.getByRole('status').getByText('Hors ligne, 1 action en attente').waitFor()
    await visits.product.startAgain()
    await cold.getByRole('status').getByText('À jour').waitFor({ timeout: 60_000 })
    await eventually(subjectsSent, subjects => subjects.some(subject => WORKSHOPS.test(subject)))
  }))

test('a network that goes without closing a line is missed at once, and what was done without it is kept', () =>
  visits.visit('claire', '/mail', async page => {
    const status = page.getByRole('status')
    await row(page, ROOF).click()
    await text(page).getByText('Les deux entreprises ont répondu').waitFor()
    await status.getByText('À jour').waitFor()
    // The browser cuts no WebSocket that is open: it only tells that the network has gone.
    await page.context().setOffline(true)
    await status.getByText('Hors ligne').waitFor({ timeout: 5_000 })
    await page.keyboard.press('s')
    await toasts(page).getByText('Conversation suivie').waitFor()
    await page.context().setOffline(false)
    await eventually(flagged, subjects => subjects.some(subject => ROOF.test(subject)))
    await status.getByText('À jour').waitFor({ timeout: 60_000 })
  }))

/** Subjects of what is flagged, as the server has it. */
async function flagged(): Promise<readonly string[]> {
  const [, [, got] = assert.fail()] = await visits.jmap('claire', [
    ['Email/query', { filter: { hasKeyword: '$flagged' } }, 'q'],
    [
      'Email/get',
      { '#ids': { resultOf: 'q', name: 'Email/query', path: '/ids' }, properties: ['subject'] },
      'g',
    ],
  ])
  return (got['list'] as { subject: string }[]).map(({ subject }) => subject)
}

test('what waits on the server is not said to be called back while the server cannot be asked', () =>
  visits.visit('claire', '/mail', async page => {
    await page.getByRole('button', { name: 'Nouveau message' }).click()
    await page.getByRole('combobox', { name: 'À', exact: true }).fill(`${visits.login('nadege').address},`)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Objet' }).fill('Pour demain')
    await body(page).click()
    await page.keyboard.type('À demain.')
    await page.getByRole('button', { name: 'Envoyer plus tard' }).click()
    await page.getByRole('menuitem', { name: 'Demain matin, 08:00' }).click()
    await eventually(pending, ids => ids.length === 1)
    await page.getByRole('link', { name: /^Programmés/ }).click()
    await row(page, /Pour demain/).click()
    const cancel = page.getByRole('button', { name: 'Annuler l’envoi' })
    await cancel.waitFor()
    await visits.product.halt()
    try {
      await page.getByRole('status').getByText('Hors ligne').waitFor()
      await cancel.click()
      await toasts(page)
        .getByText(/seul le serveur peut retenir ce message/)
        .waitFor()
      await cancel.waitFor()
    } finally {
      await visits.product.startAgain()
    }
    await page.getByRole('status').getByText('À jour').waitFor({ timeout: 60_000 })
    assert.equal((await pending()).length, 1)
    await cancel.click()
    await body(page).getByText('À demain.').waitFor()
    await eventually(pending, ids => ids.length === 0)
  }))

/** Sendings put off for long, not those that are about to leave. */
async function pending(): Promise<readonly string[]> {
  const soon = new Date(Date.now() + 3_600_000)
  const filter = { undoStatus: 'pending', after: soon.toISOString().replace(/\.\d+/, '') }
  const [[, answer] = assert.fail()] = await visits.jmap('claire', [
    ['EmailSubmission/query', { filter }, 'q'],
  ])
  return answer['ids'] as readonly string[]
}
