import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '../eventually.ts'
import { assertNoFaults } from './axe.ts'
import { row, toasts, Visits } from './mail-visit.ts'

// What one does from a message, and with what one writes: leave a list, answer at once, pass on whole, paste a table.

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

/** As a spreadsheet puts it into the clipboard: its cells, and a picture of them. */
const CELLS = `<style>td{mso-number-format:General}</style><table width=240><colgroup><col width=80></colgroup>
  <tr><td style="background:#4472C4;color:white">Poste</td><td>Prévu</td></tr>
  <tr><td bgcolor="#FFF2CC">Voirie</td><td align=right>12 000 €</td></tr></table>`

test('a table that is pasted stays one, can be gone on with, and goes out with its lines', () =>
  visits.visit('claire', '/mail', async page => {
    await page.getByRole('button', { name: 'Nouveau message' }).click()
    await page.getByRole('textbox', { name: 'Objet' }).fill('Le budget')
    const body = page.getByRole('textbox', { name: 'Texte du message' })
    await body.click()
    await body.evaluate((text, html) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', html)
      clipboardData.setData('text/plain', 'Poste\tPrévu')
      clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }))
      text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, CELLS)
    await body.getByRole('cell', { name: '12 000 €' }).click()
    await page.getByRole('button', { name: 'Tableau', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Ajouter une ligne dessous' }).click()
    await page.keyboard.press('Tab')
    await page.keyboard.type('Écoles')
    await page.keyboard.press('Tab')
    await page.keyboard.type('8 000 €')
    await eventually(draftOf, html => html.includes('8 000 €'))
    const html = await draftOf()
    assert.match(
      html,
      /<td[^>]*border: 1px solid[^>]*background-color: rgb\(68, 114, 196\); color: white[^>]*>Poste<\/td>/,
    )
    assert.match(html, /<td[^>]*text-align: right[^>]*>12 000 €<\/td>/)
    assert.match(html, /<td[^>]*>Écoles<\/td>/)
    assert.doesNotMatch(html, /<img/)
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click()
  }))

/** What stands in the draft about the budget. */
async function draftOf(): Promise<string> {
  const [, [, got] = assert.fail()] = await visits.jmap('claire', [
    ['Email/query', { filter: { hasKeyword: '$draft', subject: 'Le budget' } }, 'q'],
    [
      'Email/get',
      {
        '#ids': { resultOf: 'q', name: 'Email/query', path: '/ids' },
        properties: ['bodyValues'],
        fetchHTMLBodyValues: true,
      },
      'g',
    ],
  ])
  const drafts = got['list'] as { bodyValues: Record<string, { value: string }> }[]
  return drafts.flatMap(({ bodyValues }) => Object.values(bodyValues).map(({ value }) => value)).join()
}

test('a file is dragged out of its message under its own name', () =>
  visits.visit('claire', '/mail', async page => {
    await row(page, /Toiture/).click()
    const files = page.getByRole('region', { name: 'Pièces jointes' }).last()
    const tile = files.getByRole('button', { name: /^devis-charpente-A\.pdf/ })
    const dragged = await tile.evaluate(face => {
      const dataTransfer = new DataTransfer()
      face.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }))
      return dataTransfer.getData('DownloadURL')
    })
    const [, address = ''] = /^application\/pdf:devis-charpente-A\.pdf:(http.*)$/.exec(dragged) ?? []
    const answer = await page.request.get(address)
    assert.match(String(answer.headers()['content-type']), /^application\/pdf/)
  }))

test('a letter in which nothing is written leaves no draft', () =>
  visits.visit('nadege', '/mail', async page => {
    const before = await draftsOf('nadege')
    const subject = page.getByRole('textbox', { name: 'Objet' })
    const fields = page.getByRole('combobox', { name: 'À', exact: true })
    await page.getByRole('button', { name: 'Nouveau message' }).click()
    await fields.waitFor()
    await subject.click()
    await page.getByRole('button', { name: 'Fermer' }).click()
    await fields.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Nouveau message' }).click()
    await subject.fill('Un vrai brouillon')
    await page.getByText('Enregistré à').waitFor()
    assert.deepEqual(await draftsOf('nadege'), ['Un vrai brouillon', ...before].toSorted())
  }))

async function draftsOf(name: string): Promise<readonly string[]> {
  const [, [, got] = assert.fail()] = await visits.jmap(name, [
    ['Email/query', { filter: { hasKeyword: '$draft' } }, 'q'],
    [
      'Email/get',
      { '#ids': { resultOf: 'q', name: 'Email/query', path: '/ids' }, properties: ['subject'] },
      'g',
    ],
  ])
  return (got['list'] as { subject: string }[]).map(({ subject }) => subject).toSorted()
}

test('a letter that is sent while its file is on its way leaves once that is there', () =>
  visits.visit(
    'claire',
    '/mail',
    async page => {
      const coming = Promise.withResolvers<void>()
      await page.route('**/jmap/upload/**', async route => {
        await coming.promise
        await route.continue()
      })
      await page.getByRole('button', { name: 'Nouveau message' }).click()
      await page.getByRole('combobox', { name: 'À', exact: true }).fill('lecteur@lointain.example,')
      await page.getByRole('textbox', { name: 'Objet' }).fill('Le plan')
      const buffer = Buffer.from('Table 1')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer })
      await page.getByRole('textbox', { name: 'Texte du message' }).fill('Voici le plan.')
      await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
      await page.getByText('Le message partira dès que').waitFor()
      await assertNoFaults(page)
      assert.ok(!(await leavingTo()).includes('lecteur@lointain.example'))
      coming.resolve()
      await toasts(page).getByText('Message envoyé').waitFor()
      await eventually(leavingTo, to => to.includes('lecteur@lointain.example'))
    },
    { serviceWorkers: 'block' },
  ))
