import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { assertNoFaults, landmarksBehind } from './axe.ts'
import { desk, launchBrowser, phone } from './browser.ts'
import { type Product, startProduct } from './product.ts'

// One after the other on one server: the first test founds the organisation in which the others live.

const PASSWORD = 'halle canal beffroi'
const ADDRESS = 'claire.lafont@montauzan.fr'

let browser: Browser
let product: Product

before(async () => {
  product = await startProduct()
  browser = await launchBrowser()
})

after(async () => {
  await browser.close()
  await product.stop()
})

async function withPage(
  act: (page: Page, context: BrowserContext) => Promise<void>,
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
  page.on('request', request => {
    if (!request.url().startsWith(product.url)) complaints.push(`called ${request.url()}`)
  })
  try {
    await act(page, context)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(product.url + path)
  await page.getByLabel('Adresse').fill(ADDRESS)
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await searchField(page).waitFor()
}

const searchField = (page: Page) => page.getByRole('combobox', { name: 'Rechercher partout' })
const accountButton = (page: Page) => page.getByRole('button', { name: /^Compte de/ })

test('the one-time link founds the organisation, and says beside each field what is wrong', () =>
  withPage(async page => {
    await page.goto(product.setupUrl ?? assert.fail('there is no one-time link'))
    await page.getByRole('heading', { name: 'Fonder votre bastide' }).waitFor()
    await assertNoFaults(page)
    await page.getByRole('button', { name: 'Fonder' }).click()
    await page.getByText('Écrivez le nom de l’organisation.').waitFor()
    await page.getByLabel('Nom de l’organisation').fill('Ville de Montauzan')
    await page.getByLabel('Domaine').fill('montauzan.fr')
    await page.getByLabel('Votre nom').fill('Claire Lafont')
    assert.equal(await page.getByLabel('Votre adresse').inputValue(), ADDRESS)
    await page.getByLabel('Mot de passe', { exact: true }).fill('claire.lafont')
    await page.getByText('Trop facile à deviner.').first().waitFor()
    await assertNoFaults(page)
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
    await page.getByText('Solide.').waitFor()
    await page.getByRole('button', { name: 'Fonder' }).click()
    await searchField(page).waitFor()
    assert.ok(!page.url().includes('setup'))
  }))

test('the link of the first run leads to the sign-in afterwards', () =>
  withPage(async page => {
    await page.goto(product.setupUrl ?? assert.fail('there is no one-time link'))
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/')
  }))

test('a wrong password is said in words, and the right one opens the page that was asked for', () =>
  withPage(async page => {
    await page.goto(`${product.url}/settings/language`)
    await page.getByLabel('Adresse').fill(ADDRESS)
    await page.getByLabel('Mot de passe', { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('L’adresse ou le mot de passe n’est pas le bon.').waitFor()
    await assertNoFaults(page)
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Langue et dates' }).waitFor()
  }))

test('the language changes at once and is remembered before anybody has signed in', () =>
  withPage(async page => {
    await page.goto(product.url)
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    await assertNoFaults(page)
  }))

test('the colours follow the menu of the account, and stay after a reload', () =>
  withPage(async page => {
    await signIn(page)
    await accountButton(page).click()
    await page.getByRole('menuitemcheckbox', { name: 'Sombre' }).click()
    const root = page.locator('html')
    await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark')
    await page.reload()
    await searchField(page).waitFor()
    assert.equal(await root.getAttribute('data-mantine-color-scheme'), 'dark')
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await assertNoFaults(page)
  }))

for (const [name, options] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: phone, hasTouch: true }],
] as const)
  test(`every page of the frame passes axe: ${name}`, () =>
    withPage(async page => {
      await signIn(page, '/settings')
      for (const [path, heading] of [
        ['/settings/appearance', 'Apparence'],
        ['/settings/language', 'Langue et dates'],
        ['/settings/password', 'Mot de passe'],
        ['/settings/devices', 'Appareils et sessions'],
        ['/settings/app-passwords', 'Applications'],
        ['/nowhere', 'Page introuvable'],
      ] as const) {
        await page.goto(product.url + path)
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
        await assertNoFaults(page)
      }
    }, options))

test('an application password is shown once and listed by its name', () =>
  withPage(async page => {
    await signIn(page, '/settings/app-passwords')
    await page.getByRole('button', { name: 'Nouveau mot de passe' }).click()
    await page.getByLabel('Pour quelle application').fill('Thunderbird au bureau')
    await page.getByRole('button', { name: 'Créer' }).click()
    const secret = (await page.locator('code').textContent()) ?? ''
    assert.match(secret, /^([a-z2-7]{4}-){7}[a-z2-7]{4}$/)
    await assertNoFaults(page, { without: landmarksBehind })
    await page.getByRole('button', { name: 'C’est copié' }).click()
    await page.getByText('Thunderbird au bureau').waitFor()
    assert.equal(await page.getByText(secret).count(), 0)
    await page.getByRole('button', { name: 'Retirer Thunderbird au bureau' }).click()
    await page.getByText('Les mots de passe d’application seront ici.').waitFor()
  }))

test('a device that is signed out elsewhere is asked to sign in, and loses nothing of its place', () =>
  withPage(async page => {
    await signIn(page, '/settings/devices')
    const lines = page.getByRole('button', { name: /^Déconnecter/ })
    await lines.first().waitFor()
    // The open connection ends with the session, so that the page asks by itself.
    for (let left = await lines.count(); left > 0; left--) await lines.nth(left - 1).click()
    await page.getByText('Votre session a pris fin.').waitFor()
    assert.equal(await page.getByLabel('Adresse').inputValue(), ADDRESS)
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Appareils et sessions' }).waitFor()
  }))

test('signing out leaves neither the session nor the records in the browser', () =>
  withPage(async page => {
    await signIn(page)
    await accountButton(page).click()
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor()
    assert.equal(await page.evaluate(() => localStorage.getItem('bastide.who')), null)
    const records = await page.evaluate(async () =>
      (await indexedDB.databases()).filter(({ name }) => name?.includes('@')),
    )
    assert.deepEqual(records, [])
  }))

test('who signs out without a network is out, also when it is back', () =>
  withPage(async (page, context) => {
    await signIn(page)
    await context.setOffline(true)
    await accountButton(page).click()
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor()
    await context.setOffline(false)
    await page.reload()
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor()
    const state = await page.evaluate(async () => (await fetch('/auth/state')).json())
    assert.equal((state as { signedIn: unknown }).signedIn, null)
  }))

test('the keyboard reaches the search, the help and the settings', () =>
  withPage(async page => {
    await signIn(page)
    await page.keyboard.press('Control+k')
    assert.ok(await searchField(page).evaluate(field => field === document.activeElement))
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await assertNoFaults(page, { without: landmarksBehind })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.type('g,')
    await page.getByRole('heading', { name: 'Apparence' }).waitFor()
  }))

test('the app opens without a network, says so, and catches up', () =>
  withPage(async (page, context) => {
    await signIn(page, '/settings/devices')
    await page
      .getByRole('button', { name: /^Déconnecter/ })
      .first()
      .waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    // Not by waitForFunction, for which a promise is an answer.
    await eventually(
      () => page.evaluate(hasKept, 'LoginSession'),
      isKept => isKept,
    )
    await page.close()
    await product.halt()
    const cold = await context.newPage()
    await cold.goto(`${product.url}/settings/devices`)
    await cold.getByRole('status').getByText('Hors ligne').waitFor()
    await cold
      .getByRole('button', { name: /^Déconnecter/ })
      .first()
      .waitFor()
    await product.startAgain()
    await cold.getByRole('status').getByText('À jour').waitFor({ timeout: 60_000 })
  }))

/** Runs in the page: whether a list of a type is on disk. Its records are there before it. */
async function hasKept(type: string): Promise<boolean> {
  const name = (await indexedDB.databases()).map(({ name }) => name).find(name => name?.includes(':'))
  if (name === undefined) return false
  const opening = indexedDB.open(name)
  await new Promise(resolve => opening.addEventListener('success', resolve))
  const keys = opening.result.transaction('windows').objectStore('windows').getAllKeys()
  await new Promise(resolve => keys.addEventListener('success', resolve))
  opening.result.close()
  return keys.result.some(key => String(key).includes(type))
}
