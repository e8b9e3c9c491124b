import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { assertNoFaults } from './axe.ts'
import { phone } from './browser.ts'
import { row, toasts, Visits } from './mail-visit.ts'

// What people have their mail do by itself, from the making of a rule to the message that obeys it.

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

const BY_HAND = `# Écrite avant
if header :matches "X-Liste" "*" { set "x" "\${1}"; } # à ne pas toucher
`

async function giveScript(name: string, text: string): Promise<void> {
  const data = [{ 'data:asText': text }]
  const [upload] = await visits.jmap(name, [['Blob/upload', { create: { b: { data } } }, 'b']])
  const { id } = (upload![1]['created'] as Record<string, { id: string }>)['b']!
  const args = { create: { s: { name: 'ancien', blobId: id } }, onSuccessActivateScript: '#s' }
  const [set] = await visits.jmap(name, [['SieveScript/set', args, 's']])
  assert.equal(set![1]['notCreated'], null)
}

async function readScript(name: string): Promise<string> {
  const answers = await visits.jmap(name, [
    ['SieveScript/get', { ids: null }, 's'],
    [
      'Blob/get',
      {
        '#ids': { resultOf: 's', name: 'SieveScript/get', path: '/list/*/blobId' },
        properties: ['data:asText'],
      },
      'b',
    ],
  ])
  const [blob] = answers[1]![1]['list'] as { 'data:asText': string }[]
  return blob?.['data:asText'] ?? ''
}

const dialog = (page: Page) => page.getByRole('dialog')
const list = (page: Page) => page.getByRole('list', { name: /^Règles/ })
const line = (page: Page, name: string) => list(page).getByRole('listitem').filter({ hasText: name })

async function choose(page: Page, rule: string, verb: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`Actions sur «\\s${rule}`) }).click()
  await page.getByRole('menuitem', { name: verb }).click()
}

test('a rule that is made files what comes and what is there; what hands have written is kept to the letter', async () => {
  await giveScript('claire', `require "variables";\n\n${BY_HAND}`)
  await visits.receive('claire', { subject: 'Facture 11', text: 'Bonjour.' })
  await visits.visit('claire', '/settings/rules', async page => {
    await line(page, 'Règle écrite à la main').getByText('Écrite avant').waitFor()
    await page.getByRole('button', { name: 'Nouvelle règle' }).click()
    await dialog(page).getByRole('button', { name: 'Enregistrer' }).click()
    await dialog(page).getByText('Indiquez ce qui est cherché.').waitFor()
    await dialog(page).locator(':focus[aria-invalid]').waitFor()
    await dialog(page).getByLabel('Nom', { exact: true }).fill('Factures')
    await dialog(page).getByLabel('Ce qui est regardé').selectOption({ label: 'l’objet' })
    await dialog(page).getByLabel('Valeur', { exact: true }).fill('facture')
    await dialog(page).getByLabel('Dossier').selectOption({ label: 'Nouveau dossier…' })
    const naming = page.getByRole('dialog', { name: 'Nouveau dossier' })
    await naming.getByLabel('Nom').fill('À payer')
    await naming.getByRole('button', { name: 'Créer' }).click()
    await dialog(page).getByLabel('L’appliquer aussi aux messages déjà reçus').check()
    await assertNoFaults(page, { within: '[role="dialog"]' })
    await dialog(page).getByRole('button', { name: 'Enregistrer' }).click()
    await dialog(page).getByText('1 message concerné').waitFor()
    await assertNoFaults(page, { within: '[role="dialog"]' })
    await dialog(page)
      .getByRole('button', { name: /Appliquer à 1\s?message/ })
      .click()
    const work = page.getByRole('region', { name: 'Travaux en cours' })
    await work.getByText('1 message traité').waitFor()
    await page.reload()
    await work.getByText(/^Terminé\s: Factures/).waitFor()
    await assertNoFaults(page)
    await work.getByRole('button', { name: 'Fermer' }).click()
    await work.getByText('1 message traité').waitFor({ state: 'detached' })
    await line(page, 'Factures')
      .getByText(/ranger dans À payer/)
      .waitFor()
    await visits.receive('claire', { subject: 'Facture 12', text: 'Bonjour.' })
    await page
      .getByRole('link', { name: /Courriel/ })
      .first()
      .click()
    await page
      .getByRole('navigation', { name: 'Courriel' })
      .getByRole('link', { name: /À payer/ })
      .click()
    await row(page, /Facture 12/).waitFor()
    await row(page, /Facture 11/).waitFor()
  })
  assert.ok((await readScript('claire')).includes(BY_HAND))
})

test('rules are stopped, moved by keys, deleted and taken back, and a page elsewhere follows', () =>
  visits.visit('claire', '/settings/rules', async page => {
    const names = () => list(page).getByRole('listitem').locator('b').allTextContents()
    await choose(page, 'Factures', 'Dupliquer')
    await line(page, 'Factures (copie)').waitFor()
    await visits.visit(
      'claire',
      '/settings/rules',
      async elsewhere => {
        const there = elsewhere.getByRole('switch', { name: /Factures \(copie\)/ })
        await there.click()
        await eventually(
          () => there.isChecked(),
          isOn => !isOn,
        )
        await assertNoFaults(elsewhere)
      },
      { viewport: phone, hasTouch: true, isMobile: true, colorScheme: 'dark' },
    )
    const copy = page.getByRole('switch', { name: /Factures \(copie\)/ })
    await eventually(
      () => copy.isChecked(),
      isOn => !isOn,
    )
    assert.match(await readScript('claire'), /# rule off: Factures \(copie\)\n#\| if header/)
    await page.getByRole('button', { name: /Déplacer «\sFactures \(copie\)/ }).press('ArrowUp')
    await page.getByText(/en position 2 sur 3/).waitFor()
    assert.deepEqual(await names(), ['Règle écrite à la main', 'Factures (copie)', 'Factures'])
    await page.keyboard.press('ArrowUp')
    await page.getByText(/en position 1 sur 3/).waitFor()
    await choose(page, 'Règle écrite', 'Supprimer')
    await toasts(page).getByText('Règle supprimée').waitFor()
    assert.ok(!(await readScript('claire')).includes(BY_HAND))
    await toasts(page).getByRole('button', { name: 'Annuler' }).click()
    await eventually(
      () => readScript('claire'),
      script => script.includes(BY_HAND),
    )
  }))

test('a message gives a rule its beginning, and a script with a fault is said to have one and kept', () =>
  visits.visit('nadege', '/mail', async page => {
    await visits.receive('nadege', {
      subject: 'Re: Réunion du conseil',
      text: 'Bonjour.',
      headers: { 'List-Id': 'Conseil <conseil.lists.example>' },
    })
    await row(page, /Réunion du conseil/).click()
    await page
      .getByRole('article')
      .getByRole('button', { name: 'Autres actions pour ce message' })
      .last()
      .click()
    await page.getByRole('menuitem', { name: 'Créer une règle…' }).click()
    const values = dialog(page).getByLabel('Valeur', { exact: true })
    await values.first().waitFor()
    assert.deepEqual(
      await values.evaluateAll(fields => fields.map(field => (field as HTMLInputElement).value)),
      ['paul@ailleurs.example', 'conseil.lists.example', 'Réunion du conseil'],
    )
    await dialog(page).getByLabel('Action', { exact: true }).selectOption({ label: 'ajouter une étoile' })
    await dialog(page).getByRole('button', { name: 'Enregistrer' }).click()
    await toasts(page).getByText('Règle créée').waitFor()
    assert.match(await readScript('nadege'), /addflag "\\\\Flagged"/)
    await page.goto(`${visits.product.url}/settings/rules`)
    await page.getByRole('button', { name: 'Texte du script' }).click()
    const kept = await dialog(page).getByLabel('Texte du script').inputValue()
    await dialog(page).getByLabel('Texte du script').fill('keep;\nfrob;\n')
    await dialog(page).getByRole('button', { name: 'Enregistrer' }).click()
    await dialog(page)
      .getByText(/Ligne 2, colonne 1\s: la commande «\sfrob\s» n’est pas connue/)
      .waitFor()
    assert.equal(await dialog(page).getByLabel('Texte du script').inputValue(), 'keep;\nfrob;\n')
    assert.equal(await readScript('nadege'), kept)
  }))
