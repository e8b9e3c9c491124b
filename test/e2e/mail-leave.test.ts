import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '../eventually.ts'
import { assertNoFaults, row, toasts, Visits } from './mail-visit.ts'

// What one does from a message: leave its list, answer it at once, pass it on whole.

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

interface Sending {
  readonly undoStatus: string
  readonly envelope: { readonly rcptTo: readonly { readonly email: string }[] }
}

/** Where the last letter that waits to leave goes. */
async function leavingTo(): Promise<readonly string[]> {
  const [, [, got] = assert.fail()] = await visits.jmap('claire', [
    ['EmailSubmission/query', { filter: { undoStatus: 'pending' } }, 'q'],
    ['EmailSubmission/get', { '#ids': { resultOf: 'q', name: 'EmailSubmission/query', path: '/ids' } }, 'g'],
  ])
  return (got['list'] as Sending[]).flatMap(({ envelope }) => envelope.rcptTo.map(({ email }) => email))
}

test('a list is left by a letter that can be called back, and the message then says so', () =>
  visits.visit('claire', '/mail', async page => {
    await visits.receive('claire', {
      from: 'La lettre de la Région <lettre@region.example>',
      subject: 'La lettre de novembre',
      text: 'Bonjour.',
      headers: {
        'List-Unsubscribe': '<mailto:depart@region.example?subject=Stop>, <https://region.example/off>',
      },
    })
    await row(page, /La lettre de novembre/).click()
    const leave = page.getByRole('button', { name: /^Se désabonner/ })
    await leave.click()
    const dialog = page.getByRole('dialog', { name: /^Se désabonner/ })
    await dialog.getByText(/de claire@montauzan\.fr à depart@region\.example/).waitFor()
    await assertNoFaults(page)
    const send = dialog.getByRole('button', { name: 'Envoyer la demande' })
    await send.click()
    await page.getByText('Désabonné', { exact: true }).waitFor()
    await eventually(leavingTo, to => to.includes('depart@region.example'))
    await toasts(page).getByRole('button', { name: 'Annuler' }).click()
    await leave.click()
    await eventually(leavingTo, to => to.length === 0)
    await send.click()
    await page.getByText('Désabonné', { exact: true }).waitFor()
    await assertNoFaults(page)
  }))

test('what is typed while the answer is still on its way stands in it, and does nothing to the list', () =>
  visits.visit(
    'claire',
    '/mail',
    async page => {
      const coming = Promise.withResolvers<void>()
      await page.route(/rich-text|inline-sheet/, async route => {
        await coming.promise
        await route.continue()
      })
      await row(page, /Toiture/).click()
      await page.getByRole('button', { name: 'Répondre', exact: true }).waitFor()
      await page.keyboard.press('r')
      await page.getByRole('textbox', { name: 'Le message arrive' }).waitFor()
      await page.keyboard.type('entendu, e#\nÀ lundi')
      await assertNoFaults(page)
      coming.resolve()
      const body = page.getByRole('textbox', { name: 'Texte du message' })
      await body.getByText('À lundi', { exact: true }).waitFor()
      await page.keyboard.type(' !')
      assert.equal(await body.innerText(), 'entendu, e#\n\nÀ lundi !')
      await row(page, /Toiture/).waitFor()
    },
    { serviceWorkers: 'block' },
  ))

test('a message is passed on as the file that it is', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, /Inscription aux ateliers/).click()
    await page.getByRole('button', { name: 'Autres actions pour ce message' }).last().click()
    await page.getByRole('menuitem', { name: 'Transférer en pièce jointe' }).click()
    await page
      .getByRole('region', { name: 'Transfert' })
      .getByText(/^Inscription-aux-ateliers.*\.eml$/)
      .waitFor()
    await page.getByRole('combobox', { name: 'À', exact: true }).waitFor()
  }))
