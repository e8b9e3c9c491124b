import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { assertNoFaults, landmarksBehind } from './axe.ts'
import { desk, launchBrowser, phone } from './browser.ts'
import { type Login, type Product, startProduct } from './product.ts'

let browser: Browser
let product: Product
let claire: Login
let jean: Login

before(async () => {
  product = await startProduct({ demo: true })
  const who = (name: string): Login =>
    product.logins.find(({ address }) => address.startsWith(`${name}@`)) ??
    assert.fail(`${name} has no login`)
  claire = who('claire')
  jean = who('jean')
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await product?.stop()
})

async function asPerson(
  login: Login,
  act: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({
    viewport: desk,
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  try {
    await page.goto(`${product.url}/notes`)
    await page.getByLabel('Adresse').fill(login.address)
    await page.getByLabel('Mot de passe', { exact: true }).fill(login.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Notes', level: 1 }).waitFor()
    await act(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const title = (page: Page) => page.getByRole('textbox', { name: 'Titre' })
const body = (page: Page) => page.getByRole('textbox', { name: 'Texte de la note' })
const saved = (page: Page) => page.getByText('Enregistré', { exact: true })

/** A note written from the keyboard alone, as the server has it. */
async function writeNote(page: Page, name: string, words: string): Promise<void> {
  await page.keyboard.press('c')
  await title(page).fill(name)
  await body(page).click()
  await page.keyboard.type(words)
  await saved(page).waitFor()
  await page.waitForURL(/\/notes\/n\d+$/)
}

test('a note is saved as it is written, and opens again by its address', () =>
  asPerson(claire, async page => {
    await writeNote(page, 'Marché de Noël', 'Trente chalets')
    await row(page, 'Marché de Noël').getByText('Trente chalets').waitFor()
    await assertNoFaults(page)
    await page.reload()
    await body(page).getByText('Trente chalets').waitFor()
    assert.equal(await title(page).inputValue(), 'Marché de Noël')
  }))

test('a note that was begun and left without a word leaves no trace', () =>
  asPerson(claire, async page => {
    await page.keyboard.press('c')
    await row(page, 'Sans titre').waitFor()
    await row(page, 'Numéros utiles').click()
    await row(page, 'Sans titre').waitFor({ state: 'detached' })
  }))

test('a pinned note stands above the others, and keeps its colour and labels', () =>
  asPerson(claire, async page => {
    await writeNote(page, 'Feu de la Saint-Jean', 'Place de la Halle')
    await page.getByRole('button', { name: 'Couleur', exact: true }).click()
    await page.getByRole('radio', { name: 'Olive' }).check({ force: true })
    await assertNoFaults(page)
    await page
      .getByRole('textbox', { name: 'Ajouter un libellé' })
      .or(page.getByRole('combobox', { name: 'Ajouter un libellé' }))
      .fill('fêtes')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'fêtes' }).click()
    await page.getByRole('heading', { name: 'fêtes', level: 1 }).waitFor()
    await row(page, 'Feu de la Saint-Jean').click()
    await page.getByRole('button', { name: 'Épingler' }).click()
    await page.getByRole('link', { name: 'Épinglées' }).click()
    await row(page, 'Feu de la Saint-Jean').and(page.locator('[data-edge=olive]')).waitFor()
  }))

test('a note that was deleted comes back by a word', () =>
  asPerson(claire, async page => {
    await writeNote(page, 'À jeter', 'ou pas')
    await page.getByRole('button', { name: 'Supprimer' }).click()
    await row(page, 'À jeter').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Annuler' }).click()
    await row(page, 'À jeter').getByText('ou pas').waitFor()
  }))

test('a shared note is seen and changed by a colleague while it is written', () =>
  asPerson(claire, hers =>
    asPerson(jean, async his => {
      await writeNote(hers, 'Panne du beffroi', 'Horloge arrêtée')
      await hers.getByRole('button', { name: 'Partager' }).click()
      const dialog = hers.getByRole('dialog')
      await dialog.getByLabel('Ajouter des personnes ou des groupes').fill('Jean')
      await hers.getByRole('option', { name: new RegExp(jean.address) }).click()
      await dialog.getByLabel('Ce qu’ils pourront faire').selectOption({ label: 'peut modifier' })
      await dialog.getByRole('button', { name: 'Partager' }).click()
      await dialog.getByRole('button', { name: /^Retirer Jean/ }).waitFor()
      await assertNoFaults(hers, { without: landmarksBehind })
      await dialog.getByRole('button', { name: 'Terminé' }).click()

      await his.getByRole('link', { name: 'Partagées avec moi' }).click()
      await row(his, 'Panne du beffroi').click()
      await body(his).getByText('Horloge arrêtée').waitFor()
      await hers.bringToFront()
      await title(hers).fill('Panne du beffroi, urgent')
      await his.waitForFunction(
        wanted => [...document.querySelectorAll('textarea')].some(field => field.value === wanted),
        'Panne du beffroi, urgent',
      )
      await body(his).click()
      await his.keyboard.press('Control+End')
      await his.keyboard.type(' depuis midi')
      await body(hers).getByText('Horloge arrêtée depuis midi').waitFor()
    }),
  ))

test('what was shared to be read cannot be written, and goes when it is shared no more', () =>
  asPerson(claire, hers =>
    asPerson(jean, async his => {
      await writeNote(hers, 'Liste confidentielle', 'Trois noms')
      await hers.getByRole('button', { name: 'Partager' }).click()
      const dialog = hers.getByRole('dialog')
      await dialog.getByLabel('Ajouter des personnes ou des groupes').fill('Jean')
      await hers.getByRole('option', { name: new RegExp(jean.address) }).click()
      await dialog.getByRole('button', { name: 'Partager' }).click()
      await his.getByRole('link', { name: 'Partagées avec moi' }).click()
      await row(his, 'Liste confidentielle').click()
      await his.getByText(/en lecture seule/).waitFor()
      assert.equal(await body(his).getAttribute('contenteditable'), 'false')
      assert.ok(await his.getByRole('button', { name: 'Supprimer' }).isDisabled())
      await dialog.getByRole('button', { name: /^Retirer Jean/ }).click()
      await row(his, 'Liste confidentielle').waitFor({ state: 'detached' })
    }),
  ))

test('what is written without a network is kept, and saved when it is back', () =>
  asPerson(claire, async page => {
    await writeNote(page, 'Carnet de terrain', 'Pont')
    await product.halt()
    await page.getByRole('status').getByText('Hors ligne').waitFor()
    await title(page).fill('Carnet de terrain, amont')
    await page.getByText('Gardé sur cet appareil').waitFor()
    await row(page, 'Carnet de terrain, amont').waitFor()
    await product.startAgain()
    await saved(page).waitFor({ timeout: 60_000 })
    await asPerson(claire, async other => {
      await row(other, 'Carnet de terrain, amont').waitFor()
    })
  }))

test('notes are found in their list and in the field that searches everywhere', () =>
  asPerson(claire, async page => {
    await row(page, 'Numéros utiles').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('geometre')
    await row(page, 'Numéros utiles').waitFor()
    await row(page, 'Lectures').waitFor({ state: 'detached' })
    await page.getByRole('combobox', { name: 'Rechercher partout' }).fill('nuancier')
    await page.getByRole('option', { name: /Nuancier de la ville/ }).click()
    await page.waitForURL(/\/notes\/n\d+$/)
    await body(page).getByText('brun de halle').waitFor()
  }))

test('an address that leads to no note says so', () =>
  asPerson(claire, async page => {
    await page.goto(`${product.url}/notes/n999999`)
    await page.getByText('Cette note n’existe plus').waitFor()
    await assertNoFaults(page)
    await page.getByRole('link', { name: 'Voir toutes les notes' }).click()
    await page.waitForURL(/\/notes$/)
  }))

for (const [name, options] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: phone, hasTouch: true }],
] as const)
  test(`notes pass axe, list and editor: ${name}`, () =>
    asPerson(
      claire,
      async page => {
        await row(page, 'Conseil : à préparer').waitFor()
        await assertNoFaults(page)
        await row(page, 'Conseil : à préparer').click()
        await body(page).waitFor()
        await assertNoFaults(page)
      },
      options,
    ))
