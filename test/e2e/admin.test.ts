import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { assertNoFaults, landmarksBehind } from './axe.ts'
import { desk, launchBrowser, phone } from './browser.ts'
import { type Login, type Product, startProduct } from './product.ts'

// One after the other on one server: what one test makes, those below find.

let browser: Browser
let product: Product
let admin: Login
let clerk: Login
const jeanne = { address: 'jeanne.morel@montauzan.fr', password: '' }

before(async () => {
  product = await startProduct({ demo: true })
  admin =
    product.logins.find(({ roles }) => roles.includes('administrator')) ?? assert.fail('nobody administers')
  clerk = product.logins.find(({ roles }) => !roles.includes('administrator')) ?? assert.fail('nobody else')
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await product?.stop()
})

type Key = Pick<Login, 'address' | 'password'>

async function asPerson(
  login: Key,
  path: string,
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
    await signIn(page, login, path)
    await page.getByRole('combobox', { name: 'Rechercher partout' }).waitFor()
    await act(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

async function signIn(page: Page, { address, password }: Key, path = '/'): Promise<void> {
  await page.goto(product.url + path)
  await page.getByLabel('Adresse').fill(address)
  await page.getByLabel('Mot de passe', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const tab = (page: Page, name: string) => page.getByRole('tab', { name })

async function openPerson(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Chercher dans cette liste' }).fill(name)
  await row(page, name).click()
  await page.getByRole('heading', { name, level: 2 }).waitFor()
}

test('a person who was added can sign in with the password that is shown once', async () => {
  await asPerson(admin, '/admin/people', async page => {
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
    const form = page.getByRole('form', { name: 'Ajouter une personne' })
    await form.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByText('Écrivez un nom.').waitFor()
    await form.getByLabel('Nom').fill('Jeanne Morel')
    assert.equal(await form.getByLabel('Adresse').inputValue(), 'jeanne.morel')
    await form.getByLabel('Service').fill('Voirie')
    await assertNoFaults(page, { without: landmarksBehind })
    await form.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByText('Il n’est montré que cette fois.').waitFor()
    jeanne.password = (await page.locator('code').textContent()) ?? ''
    await assertNoFaults(page, { without: landmarksBehind })
    await page.getByRole('button', { name: 'C’est noté' }).click()
    await page.getByRole('heading', { name: 'Jeanne Morel', level: 2 }).waitFor()
    assert.equal(await page.getByText(jeanne.password).count(), 0)
  })
})

test('the password that was given opens only the page where another is chosen', async () => {
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR', reducedMotion: 'reduce' })
  try {
    const page = await context.newPage()
    await signIn(page, jeanne)
    await page.getByRole('heading', { name: 'Choisissez votre mot de passe' }).waitFor()
    await assertNoFaults(page)
    await page.goto(`${product.url}/mail`)
    await page.getByRole('heading', { name: 'Choisissez votre mot de passe' }).waitFor()
    // What was typed before is forgotten with the page.
    await page.getByLabel('Mot de passe actuel').fill(jeanne.password)
    const own = 'tuiles roses du foirail'
    await page.getByLabel('Nouveau mot de passe').fill('jeanne')
    await page.keyboard.press('Enter')
    await page.getByText('Encore trop court').waitFor()
    await page.getByLabel('Nouveau mot de passe').fill(own)
    await page.getByText('Solide.').waitFor()
    await page.getByLabel('Le même, encore une fois').fill(own)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Compte de Jeanne Morel' }).waitFor()
    jeanne.password = own
  } finally {
    await context.close()
  }
  await asPerson(jeanne, '/', async page => {
    await page.getByRole('button', { name: 'Compte de Jeanne Morel' }).waitFor()
  })
})

test('a field is saved when it is left, and taken back', () =>
  asPerson(admin, '/admin/people', async page => {
    await openPerson(page, 'Jeanne Morel')
    const title = page.getByLabel('Fonction')
    await title.fill('Cheffe d’équipe')
    await title.press('Enter')
    await page.getByText('Enregistré.').waitFor()
    await row(page, 'Voirie · Cheffe d’équipe').waitFor()
    await page.getByRole('button', { name: 'Annuler' }).click()
    await page.getByText('Comme avant.').waitFor()
    await row(page, 'Voirie · Cheffe d’équipe').waitFor({ state: 'detached' })
    assert.equal(await title.inputValue(), '')
  }))

test('an alias is added, and an address that somebody has is refused beside the field', () =>
  asPerson(admin, '/admin/people', async page => {
    await openPerson(page, 'Jeanne Morel')
    await page.getByLabel('Nouvel alias').fill(admin.address)
    await page.keyboard.press('Enter')
    await page.getByText('Cette adresse est déjà prise.').waitFor()
    await page.getByLabel('Nouvel alias').fill('voirie-nord')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Retirer voirie-nord@montauzan.fr' }).waitFor()
    await assertNoFaults(page)
  }))

test('who is disabled is refused at the sign-in, and let in again afterwards', async () => {
  await asPerson(admin, '/admin/people', async page => {
    await openPerson(page, 'Jeanne Morel')
    await page.getByRole('toolbar').getByRole('button', { name: 'Autres actions' }).click()
    await page.getByRole('menuitem', { name: 'Désactiver' }).click()
    await page.getByText('Jeanne Morel ne peut plus se connecter.').waitFor()
    const stranger = await page.context().browser()!.newPage({ locale: 'fr-FR' })
    await signIn(stranger, jeanne)
    await stranger.getByText('L’adresse ou le mot de passe n’est pas le bon.').waitFor()
    await stranger.close()
    await page.getByRole('button', { name: 'Réactiver' }).click()
    await page.getByText('Jeanne Morel peut de nouveau se connecter.').waitFor()
  })
  await asPerson(jeanne, '/', async () => undefined)
})

test('a password that is given anew replaces the old one, and ends what was signed in', async () => {
  const before = { ...jeanne }
  await asPerson(jeanne, '/', async hers => {
    await asPerson(admin, '/admin/people', async page => {
      await openPerson(page, 'Jeanne Morel')
      await tab(page, 'Accès').click()
      await page.getByRole('button', { name: 'Déconnecter partout' }).waitFor()
      await page.getByRole('button', { name: 'Donner un nouveau mot de passe' }).click()
      await page.getByRole('checkbox', { name: /Provisoire/ }).uncheck()
      await page.getByRole('button', { name: 'Fabriquer le mot de passe' }).click()
      jeanne.password = (await page.locator('code').textContent()) ?? ''
    })
    await hers.getByRole('heading', { name: 'Se connecter' }).waitFor()
    await signIn(hers, before)
    await hers.getByText('L’adresse ou le mot de passe n’est pas le bon.').waitFor()
  })
  await asPerson(jeanne, '/', async () => undefined)
})

test('a file of people is tried with a report, and its good lines are made', () =>
  asPerson(admin, '/admin/people', async page => {
    await page.getByRole('button', { name: 'Importer un CSV' }).click()
    const dialogue = page.getByRole('dialog', { name: 'Importer des personnes' })
    const lines = [
      'Nom;Adresse;Quota',
      'Léa Brun;lea.brun@montauzan.fr;5',
      ';x@montauzan.fr;',
      'Jean;jean@montauzan.fr;',
    ]
    const file = { name: 'gens.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) }
    await dialogue.locator('input[type=file]').setInputFiles(file)
    await dialogue.getByText('1 personne peut être ajoutée.').waitFor()
    await dialogue.getByText('2 lignes ne conviennent pas').waitFor()
    await dialogue.getByRole('row', { name: '3 x@montauzan.fr Le nom manque.' }).waitFor()
    await dialogue.getByRole('row', { name: '4 Jean Cette adresse est déjà prise.' }).waitFor()
    await assertNoFaults(page, { without: landmarksBehind })
    await dialogue.getByRole('button', { name: 'Ajouter 1 personne' }).click()
    await dialogue.getByText('1 personne est ajoutée.').waitFor()
    await assertNoFaults(page, { without: landmarksBehind })
    const saved = page.waitForEvent('download')
    await dialogue.getByRole('button', { name: 'Télécharger les mots de passe' }).click()
    assert.equal((await saved).suggestedFilename(), 'mots-de-passe.csv')
    await dialogue.getByRole('button', { name: 'Terminer' }).click()
    await openPerson(page, 'Léa Brun')
  }))

test('a departure is carried out on one screen: out at once, mail to whoever takes over', () =>
  asPerson(admin, '/admin/people', async page => {
    await openPerson(page, 'Léa Brun')
    await page.getByRole('button', { name: 'Départ…' }).click()
    const dialogue = page.getByRole('dialog', { name: 'Départ de Léa Brun' })
    await dialogue.getByLabel('Le courriel qui arrivera ira à').fill('jeanne.morel@montauzan.fr')
    await page.keyboard.press('Enter')
    await assertNoFaults(page, { without: landmarksBehind })
    await dialogue.getByRole('button', { name: 'Acter le départ' }).click()
    await page.getByText('Le départ de Léa Brun est acté.').waitFor()
    await page.getByText('Le courriel de Léa Brun va à Jeanne Morel.').waitFor()
    await page.getByRole('button', { name: 'Réactiver' }).waitFor()
    await page.getByRole('button', { name: 'Arrêter' }).click()
    await page.getByText('Le courriel de Léa Brun arrive de nouveau dans sa boîte.').waitFor()
  }))

test('the dashboard tells what there is and what asks for attention; the queue what waits', () =>
  asPerson(admin, '/admin', async page => {
    await page.getByRole('heading', { name: 'Tableau de bord' }).waitFor()
    await page.getByRole('link', { name: 'Il n’y a qu’un administrateur' }).waitFor()
    await page.getByRole('table', { name: 'Courriels des deux dernières semaines' }).waitFor()
    await assertNoFaults(page)
    await page.getByRole('link', { name: 'File d’envoi' }).click()
    await page.getByText('Pour l’instant, tout est parti.').waitFor()
    await assertNoFaults(page)
  }))

test('the limit of space is written with a comma', () =>
  asPerson(admin, '/admin/people', async page => {
    await openPerson(page, 'Jeanne Morel')
    await tab(page, 'Quota').click()
    await page.getByLabel('Limite').fill('beaucoup')
    await page.getByText('Écrivez un nombre, par exemple 25.').waitFor()
    await page.getByLabel('Limite').fill('2,5')
    await page.keyboard.press('Enter')
    await page.getByRole('meter', { name: /sur 2,5/ }).waitFor()
  }))

test('a group is made, filled, deleted and brought back', () =>
  asPerson(admin, '/admin/groups', async page => {
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
    const form = page.getByRole('form', { name: 'Ajouter un groupe' })
    await form.getByLabel('Nom').fill('Cellule crue')
    await form.getByLabel('Adresse').fill('cellule-crue')
    await form.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('heading', { name: 'Cellule crue', level: 2 }).waitFor()
    await page.getByLabel('Ajouter des membres').fill('Jeanne')
    await page.getByRole('option', { name: /Jeanne Morel/ }).click()
    await page.getByRole('link', { name: 'Jeanne Morel' }).waitFor()
    await row(page, 'Cellule crue').getByText('1 membre').waitFor()
    await assertNoFaults(page)
    await page.getByRole('button', { name: 'Supprimer' }).click()
    await row(page, 'Cellule crue').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Annuler' }).click()
    await row(page, 'Cellule crue').getByText('1 membre').waitFor()
  }))

test('a domain is added and removed; one that is in use says why it stays', () =>
  asPerson(admin, '/admin/domains', async page => {
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
    await page.getByLabel('Nom du domaine').fill('foirail.example')
    await page.getByLabel('À quoi il sert').selectOption({ label: 'Répéter celles de montauzan.fr' })
    await page.getByRole('form').getByRole('button', { name: 'Ajouter' }).click()
    await page.getByText('arrive à la même adresse de montauzan.fr').waitFor()
    // The answer comes when one has gone on to another already, and closes nothing.
    const answer = await heldAnswers(page, 'Domain/set')
    await page.getByRole('button', { name: 'Retirer' }).click()
    await row(page, 'foirail.example').waitFor({ state: 'detached' })
    await row(page, '^montauzan.fr').click()
    answer.come()
    await page.getByText('foirail.example est retiré').waitFor()
    await page.getByRole('button', { name: 'Retirer' }).click()
    await page.getByText('Des adresses ou d’autres domaines s’en servent encore.').waitFor()
    await assertNoFaults(page)
  }))

/** Answers of a method reach the page, opened anew, only once they are said to come. */
async function heldAnswers(page: Page, method: string): Promise<{ come: () => void }> {
  const held = Promise.withResolvers<void>()
  await page.routeWebSocket('**/jmap/**', socket =>
    socket.connectToServer().onMessage(message => {
      const isHeld = String(message).includes(`"${method}"`)
      void (isHeld ? held.promise : Promise.resolve()).then(() => socket.send(message))
    }),
  )
  await page.reload()
  return { come: held.resolve }
}

test('a module that is off leaves the rail of everybody, and comes back with its notes', () =>
  asPerson(clerk, '/notes', async hers => {
    const rail = hers.getByRole('navigation', { name: 'Éléments' }).getByRole('link', { name: 'Notes' })
    await row(hers, 'Conseil : à préparer').waitFor()
    await asPerson(admin, '/admin/modules', async page => {
      const notes = page.getByRole('switch', { name: /^Notes/ })
      await notes.click()
      await page.getByText('Notes est éteint. Les données restent.').waitFor()
      await rail.waitFor({ state: 'detached' })
      await notes.click()
      await page.getByText('Notes est allumé').waitFor()
    })
    await rail.click()
    await row(hers, 'Conseil : à préparer').waitFor()
  }))

test('the audit tells what was done, by whom, and that nobody touched it', () =>
  asPerson(admin, '/admin/audit', async page => {
    await page.getByRole('searchbox', { name: 'Chercher une personne ou un nom' }).fill('Jeanne Morel')
    await row(page, 'Nouveau mot de passe donné à Jeanne Morel').first().click()
    await page.getByRole('heading', { name: 'Nouveau mot de passe donné à Jeanne Morel' }).waitFor()
    await page.getByRole('button', { name: 'Action', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Fiches ajoutées' }).click()
    await row(page, 'Ajout de Jeanne Morel').waitFor()
    await row(page, 'Nouveau mot de passe').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Vérifier l’intégrité' }).click()
    await page.getByText('Le journal est intact').waitFor()
    await assertNoFaults(page)
  }))

test('who does not administer finds no such page, and is refused by the server', () =>
  asPerson(clerk, '/admin/people', async page => {
    await page.getByRole('heading', { name: 'Page introuvable' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Admin' }).count(), 0)
    const answer = await page.evaluate(async () => {
      const session = await (await fetch('/.well-known/jmap')).json()
      const using = ['urn:ietf:params:jmap:core', 'urn:bastide:admin']
      const accountId = session.primaryAccounts['urn:bastide:admin']
      const methodCalls = [['AuditEntry/query', { accountId }, 'a']]
      const response = await fetch(session.apiUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ using, methodCalls }),
      })
      return (await response.json()).methodResponses[0]
    })
    assert.deepEqual([answer[0], answer[1].type], ['error', 'forbidden'])
  }))

test('mail to outside is refused and let go again; a signature is made, seen on somebody, deleted and brought back', () =>
  asPerson(admin, '/admin/mail', async page => {
    await row(page, 'Transfert à l’extérieur').click()
    await page.getByLabel('Vers l’extérieur, le transfert est').selectOption('refused')
    await page.getByText('Enregistré.').waitFor()
    await row(page, 'Transfert à l’extérieur.*Refusé').waitFor()
    await assertNoFaults(page)
    await page.getByRole('button', { name: 'Annuler' }).click()
    await row(page, 'Transfert à l’extérieur.*Permis').waitFor()
    await page.getByRole('button', { name: 'Ajouter une signature' }).click()
    const preview = page.getByRole('region', { name: 'Aperçu' })
    await preview.getByLabel('Aperçu pour').selectOption({ label: 'Claire Lacombe' })
    await preview.getByText('claire@montauzan.fr').waitFor()
    await page.getByRole('textbox', { name: 'Texte' }).press('Control+End')
    await page.keyboard.type(' Bien à vous')
    await preview.getByText('Bien à vous').waitFor()
    await page.getByLabel('Nom', { exact: true }).fill('Charte')
    await page.keyboard.press('Enter')
    await row(page, 'Charte').waitFor()
    await page.getByRole('switch', { name: 'Active' }).click()
    await row(page, 'Éteinte').waitFor({ state: 'detached' })
    await assertNoFaults(page)
    await page.getByRole('button', { name: 'Supprimer' }).click()
    await row(page, 'Charte').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Annuler' }).click()
    await row(page, 'Charte').waitFor()
  }))

for (const [name, options] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: phone, hasTouch: true }],
] as const)
  test(`every page of the administration passes axe: ${name}`, () =>
    asPerson(
      admin,
      '/admin/people',
      async page => {
        for (const section of ['people', 'groups', 'resources', 'domains', 'mail', 'audit']) {
          await page.goto(`${product.url}/admin/${section}`)
          const first = page.getByRole('row').first()
          await first.waitFor()
          await assertNoFaults(page)
          await first.click()
          await page
            .getByRole('heading', { level: page.viewportSize()?.width === phone.width ? 1 : 2 })
            .last()
            .waitFor()
          await assertNoFaults(page)
        }
        await page.goto(`${product.url}/admin/modules`)
        await page.getByRole('switch').first().waitFor()
        await assertNoFaults(page)
        await page.goto(`${product.url}/admin`)
        await page.getByRole('table').waitFor()
        await assertNoFaults(page)
        await page.goto(`${product.url}/admin/queue`)
        await page.getByText('Pour l’instant, tout est parti.').waitFor()
        await assertNoFaults(page)
      },
      options,
    ))
