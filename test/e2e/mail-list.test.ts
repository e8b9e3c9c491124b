import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { assertNoFaults } from './axe.ts'
import { desk, launchBrowser, phone } from './browser.ts'
import { type Login, type Product, startProduct } from './product.ts'

// One after the other on one server: what a test changes, it puts back.

const MANY = 3000

let browser: Browser
let product: Product
let claire: Login

before(async () => {
  product = await startProduct({ demo: true })
  claire = product.logins.find(({ address }) => address.startsWith('claire@')) ?? assert.fail('no Claire')
  browser = await launchBrowser()
})

after(async () => {
  await browser.close()
  await product.stop()
})

async function withMail(
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
  page.on('request', request => {
    if (!request.url().startsWith(product.url) && !/^(data|blob|about):/.test(request.url()))
      complaints.push(`called ${request.url()}`)
  })
  try {
    const { address, password } = claire
    const data = { address, password }
    await page.request.post(`${product.url}/auth/login`, { headers: { origin: product.url }, data })
    await page.goto(product.url + path)
    await act(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

const list = (page: Page) => page.getByRole('grid', { name: 'Conversations' })
const row = (page: Page, name: RegExp) => list(page).getByRole('row', { name })
const gone = { state: 'detached' } as const
const undo = (page: Page) =>
  page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Annuler' })
const chosen = (page: Page) => page.getByRole('toolbar', { name: 'Conversations choisies' })

async function send(subject: string): Promise<void> {
  const host = new URL(product.url).hostname
  const transport = createTransport({
    host,
    port: product.ports['smtp']!,
    tls: { rejectUnauthorized: false },
  })
  await transport.sendMail({
    from: 'Paul <paul@ailleurs.example>',
    to: claire.address,
    subject,
    text: 'Bonjour Claire, un mot.',
  })
  transport.close()
}

type Calls = readonly (readonly [name: string, args: object, id: string])[]

async function jmap(methodCalls: Calls): Promise<readonly [string, Record<string, unknown>, string][]> {
  const authorization = `Basic ${Buffer.from(`${claire.address}:${claire.password}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json' }
  const session = await (await fetch(`${product.url}/.well-known/jmap`, { headers })).json()
  const accountId = session.primaryAccounts['urn:ietf:params:jmap:mail']
  const using = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail']
  const calls = methodCalls.map(([name, args, id]) => [name, { accountId, ...args }, id])
  const body = JSON.stringify({ using, methodCalls: calls })
  const response = await fetch(session.apiUrl, { method: 'POST', headers, body })
  return (await response.json()).methodResponses
}

const unseen = async (page: Page): Promise<number> =>
  Number((await page.getByRole('link', { name: /^Réception/ }).innerText()).match(/\d+/)?.[0] ?? 0)

test('the inbox shows conversations with their people, subject, number and labels', () =>
  withMail('/mail', async page => {
    const roof = row(page, /Toiture de la halle/)
    await roof.waitFor()
    await roof
      .getByText('4 messages')
      .or(roof.getByText('4', { exact: true }))
      .first()
      .waitFor()
    assert.match(await roof.innerText(), /Service Patrimoine/)
    assert.match(await roof.innerText(), /Urgent/)
    assert.match(await row(page, /Convocation des délégués/).innerText(), /Externe/)
    assert.ok((await unseen(page)) > 0)
  }))

test('a message that arrives shows without a reload, at the top', () =>
  withMail('/mail', async page => {
    await row(page, /Toiture/).waitFor()
    const before = await unseen(page)
    await send('Une lettre qui arrive')
    await list(page).getByRole('row').first().getByText('Une lettre qui arrive').waitFor()
    await page.waitForFunction(
      wanted => document.querySelector('nav [aria-current]')?.textContent?.includes(String(wanted)),
      before + 1,
    )
  }))

test('an archived conversation leaves at once, and comes back when that is undone', () =>
  withMail('/mail', async page => {
    await row(page, /Convocation des délégués/).click()
    await page.keyboard.press('e')
    await row(page, /Convocation des délégués/).waitFor(gone)
    await undo(page).click()
    await row(page, /Convocation des délégués/).waitFor()
  }))

test('several conversations are chosen and moved together', () =>
  withMail('/mail', async page => {
    await row(page, /Ressources humaines/)
      .getByRole('button', { name: /^Choisir/ })
      .click()
    await row(page, /Médiathèque/)
      .getByRole('button', { name: /^Choisir/ })
      .click()
    await chosen(page).getByText('2 choisies').waitFor()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: 'Déplacer vers' })
    await dialog.getByRole('combobox').fill('commis')
    await page.keyboard.press('Enter')
    await row(page, /Médiathèque/).waitFor(gone)
    await page.getByText('2 conversations déplacées vers Commissions').waitFor()
    await undo(page).click()
    await row(page, /Médiathèque/).waitFor()
    await row(page, /Ressources humaines/).waitFor()
  }))

test('all of a place is chosen beyond what has come, and changed by the server', () =>
  withMail('/mail', async page => {
    await row(page, /Toiture/).waitFor()
    await list(page).focus()
    await page.keyboard.press('x')
    await page.getByRole('button', { name: /^Choisir les \d+ conversations/ }).click()
    await chosen(page).getByRole('button', { name: 'Marquer comme lu' }).click()
    await page.getByText(/messages? traités?/).waitFor()
    await page.waitForFunction(
      () => !/\d/.test(document.querySelector('nav [aria-current]')?.textContent ?? ''),
    )
    await undo(page).click()
    await page.waitForFunction(() =>
      /\d/.test(document.querySelector('nav [aria-current]')?.textContent ?? ''),
    )
  }))

test('the list is read by keyboard alone', () =>
  withMail('/mail', async page => {
    await row(page, /Toiture/).waitFor()
    await list(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/mail\/inbox\/t\d+/)
    const first = page.url()
    await page.keyboard.press('j')
    await page.waitForURL(url => url.href !== first)
    // From the letter too; the list follows.
    await page.getByRole('article').getByRole('heading', { level: 1 }).click()
    for (let step = 0; step < 20; step++) await page.keyboard.press('j')
    await page.waitForFunction(() => {
      const rows = document.querySelector('[role=grid]')
      const open = rows?.querySelector('[data-open]')
      if (!rows || !open || rows.scrollTop === 0) return false
      return open.getBoundingClientRect().bottom <= rows.getBoundingClientRect().bottom + 1
    })
    await page.keyboard.press('u')
    await page.waitForURL(/\/mail\/inbox$/)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: 'Envoyés', level: 1 }).waitFor()
    await page.keyboard.press('?')
    await page
      .getByRole('dialog', { name: 'Raccourcis clavier' })
      .getByText('Conversation suivante')
      .waitFor()
  }))

test('what is deleted in the trash is gone for good only when one had time to think', () =>
  withMail('/mail/trash', async page => {
    await jmapTrash('À jeter')
    await row(page, /À jeter/).waitFor()
    await row(page, /À jeter/).click({ modifiers: ['Control'] })
    await page.keyboard.press('#')
    await row(page, /À jeter/).waitFor(gone)
    await undo(page).click()
    await row(page, /À jeter/).waitFor()
  }))

async function jmapTrash(subject: string): Promise<void> {
  const mailboxId = await mailboxOf('trash')
  await jmap([['Email/set', { create: { a: letter(subject, mailboxId) } }, 's']])
}

async function mailboxOf(role: string): Promise<string> {
  const [[, answer]] = (await jmap([['Mailbox/query', { filter: { role } }, 'q']])) as [
    [string, { ids: string[] }, string],
  ]
  return answer.ids[0] ?? assert.fail(`no mailbox is the ${role}`)
}

const letter = (subject: string, mailboxId: string) => ({
  mailboxIds: { [mailboxId]: true },
  keywords: { $seen: true },
  from: [{ name: 'Registre', email: 'registre@montauzan.fr' }],
  to: [{ name: null, email: claire.address }],
  subject,
  textBody: [{ partId: 't', type: 'text/plain' }],
  bodyValues: { t: { value: 'Une ligne.' } },
})

test('a letter pressed in a dialogue does nothing to what lies behind it', () =>
  withMail('/mail', async page => {
    await row(page, /Toiture/).click()
    await page.keyboard.press('l')
    const dialog = page.getByRole('dialog', { name: 'Libellés' })
    await dialog.getByRole('button', { name: 'Terminé' }).press('e')
    await dialog.getByRole('button', { name: 'Terminé' }).press('Escape')
    await dialog.waitFor(gone)
    await page.keyboard.press('s')
    await page.getByText('Conversation suivie').waitFor()
    await row(page, /Toiture/).waitFor()
    assert.equal(await page.getByText('Conversation archivée').count(), 0)
  }))

test('a folder is made, filled, given a colour and thrown away at the side', () =>
  withMail('/mail', async page => {
    await page.getByRole('button', { name: 'Nouveau dossier' }).click()
    await page.getByLabel('Nom du dossier').fill('Enquête publique')
    await page.keyboard.press('Enter')
    const folder = page.getByRole('link', { name: 'Enquête publique' })
    await folder.waitFor()
    await row(page, /Toiture/).dragTo(folder)
    await row(page, /Toiture/).waitFor(gone)
    await folder.click()
    await row(page, /Toiture/).waitFor()
    await page.getByText('Conversation déplacée vers Enquête publique').waitFor()
    await undo(page).last().click()
    await row(page, /Toiture/).waitFor(gone)
    await page.getByRole('link', { name: 'Commissions' }).dragTo(folder)
    await page.getByText('Dossier « Commissions » déplacé').waitFor()
    await page.getByRole('button', { name: 'Replier Enquête publique' }).waitFor()
    await undo(page).last().click()
    await page.getByRole('button', { name: 'Replier Enquête publique' }).waitFor(gone)
    const files = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      const text = 'From: a@ailleurs.example\r\nSubject: Carte scolaire\r\n\r\nBonjour\r\n'
      transfer.items.add(new File([text], 'carte.eml', { type: 'message/rfc822' }))
      return transfer
    })
    await folder.dispatchEvent('dragover', { dataTransfer: files })
    await folder.dispatchEvent('drop', { dataTransfer: files })
    await page.getByText(/^Importation terminée dans «\sEnquête publique\s»/).waitFor()
    await row(page, /Carte scolaire/).waitFor()
    const act = async (verb: string): Promise<void> => {
      await page.getByRole('button', { name: 'Actions sur Enquête publique' }).click()
      await page.getByRole('menuitem', { name: verb }).click()
    }
    const isChosen = (colour: string) => page.getByRole('radio', { name: colour, checked: true })
    await act('Couleur')
    await isChosen('Sans couleur').waitFor()
    await page.getByTitle('Prune', { exact: true }).click()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText(/^Couleur de «\sEnquête publique\s» changée/).waitFor()
    await act('Couleur')
    await isChosen('Prune').waitFor()
    await page.keyboard.press('Escape')
    await act('Supprimer le dossier')
    await page.getByText('Dossier « Enquête publique » mis à la corbeille').waitFor()
  }))

test('a search finds by words and operators, and its filters write them', () =>
  withMail('/mail', async page => {
    const field = page.getByRole('combobox', { name: 'Rechercher partout' })
    await field.fill('halle')
    await page.getByRole('option', { name: /Toiture de la halle : deux/ }).waitFor()
    await field.press('Enter')
    await page.waitForURL(/\/mail\/search\?q=halle/)
    await row(page, /Toiture/).waitFor()
    await page.getByRole('button', { name: 'Pièce jointe' }).click()
    await page.waitForURL(/q=halle\+a%3Apj/)
    await row(page, /Toiture/).waitFor()
    await page.getByLabel('Chercher dans le courriel').fill('de:"Service Patrimoine" objet:toiture')
    await page.keyboard.press('Enter')
    await row(page, /Toiture/).waitFor()
    await page.getByLabel('Chercher dans le courriel').fill('motquinexistenullepart')
    await page.keyboard.press('Enter')
    await page.getByText('Aucun message ne correspond.').waitFor()
  }))

test('an empty list says so kindly', () =>
  withMail('/mail/label:ecoles', async page => {
    await page.getByText('Non lus', { exact: true }).click()
    await page.getByText('Tout est lu.').waitFor()
  }))

test(`${MANY} conversations scroll to their end in a document that stays small`, async () => {
  const mailboxId = await mailboxOf('archive')
  for (let from = 0; from < MANY; from += 250) {
    const create = Object.fromEntries(
      Array.from({ length: 250 }, (_, at) => [
        `c${at}`,
        letter(`Relevé n° ${from + at} du registre`, mailboxId),
      ]),
    )
    const [[, answer]] = (await jmap([['Email/set', { create }, 's']])) as [
      [string, { notCreated: unknown }, string],
    ]
    assert.equal(answer.notCreated, null)
  }
  await withMail('/mail/archive', async page => {
    await list(page)
      .getByText(/^Relevé/)
      .first()
      .waitFor()
    assert.ok(Number(await list(page).getAttribute('aria-rowcount')) >= MANY)
    await list(page).focus()
    for (const key of ['PageDown', 'PageDown', 'End', 'Home', 'End']) await page.keyboard.press(key)
    await page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('[role="row"]')]
      const last = Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount'))
      return rows.some(row => Number(row.getAttribute('aria-rowindex')) === last)
    })
    assert.ok((await list(page).locator('*').count()) < 1500)
  })
})

test('what one reads stays in its place when something arrives above', () =>
  withMail('/mail/archive', async page => {
    await list(page)
      .getByText(/^Relevé/)
      .first()
      .waitFor()
    await list(page).evaluate(grid => {
      grid.scrollTop = 4000
    })
    const some = list(page).getByRole('row').nth(10)
    await some.getByText(/^Relevé/).waitFor()
    const name = (await some.innerText()).match(/Relevé n° \d+ du registre/)?.[0] ?? assert.fail('no row')
    const place = () =>
      list(page)
        .getByText(name, { exact: true })
        .evaluate(row => row.getBoundingClientRect().top)
    const before = await place()
    const total = Number(await list(page).getAttribute('aria-rowcount'))
    await jmap([
      ['Email/set', { create: { a: letter('Arrivée au-dessus', await mailboxOf('archive')) } }, 's'],
    ])
    await page.waitForFunction(
      wanted => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') === String(wanted),
      total + 1,
    )
    assert.ok(Math.abs((await place()) - before) < 2, `${before} became ${await place()}`)
  }))

const settings: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: phone, hasTouch: true },
}

for (const [name, options] of Object.entries(settings)) {
  test(`list, selection, search and settings pass axe: ${name}`, () =>
    withMail(
      '/mail',
      async page => {
        await row(page, /Toiture/).waitFor()
        await assertNoFaults(page)
        await list(page).focus()
        await page.keyboard.press('x')
        await chosen(page).waitFor()
        await assertNoFaults(page)
        await page.goto(`${product.url}/mail/search?q=halle`)
        await row(page, /Toiture/).waitFor()
        await assertNoFaults(page)
        await page.goto(`${product.url}/settings/mail`)
        await page.getByRole('heading', { name: 'Identités et signatures' }).waitFor()
        await assertNoFaults(page)
      },
      options,
    ))
}

test('on a phone a swipe archives, and the new message floats over the list', () =>
  withMail(
    '/mail',
    async page => {
      await page.getByRole('button', { name: 'Nouveau message' }).waitFor()
      const box = await row(page, /Capteurs CO/).boundingBox()
      assert.ok(box)
      const y = box.y + box.height / 2
      const touch = await page.context().newCDPSession(page)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 100, y }] })
      for (const x of [120, 160, 210, 260])
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] })
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await row(page, /Capteurs CO/).waitFor(gone)
      await undo(page).click()
      await row(page, /Capteurs CO/).waitFor()
      // Words that are only heard do not widen the page: what floats would be out of sight.
      await page.context().setOffline(true)
      await page.getByRole('status').getByText('Hors ligne').waitFor({ timeout: 5_000 })
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width)
    },
    { viewport: phone, hasTouch: true },
  ))
