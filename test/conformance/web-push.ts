import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Visits } from '../e2e/mail-visit.ts'
import { eventually } from '../eventually.ts'
import { BrowserPushService } from './web-push/autopush.ts'
import { Firefox, type FirefoxPage, type Shown } from './web-push/firefox.ts'

// Debian's Firefox is told of mail by the running product, through a push service that speaks Mozilla's protocol on this
// machine: no maker's is within reach.
//
//   node test/conformance/web-push.ts
//
// What is subscribed, signed, encrypted, decrypted and shown is the browser's own work and ours; what the service checks
// of every push is in web-push/autopush.ts. Each line says what was seen; the first thing that is not ends the run.

const NAME = 'claire'
const TRIAL = 'Les notifications arrivent'

const service = new BrowserPushService()
const firefox = new Firefox()
const visits = new Visits()

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bastide-push-'))
  try {
    await service.open(folder)
    // The product inherits them: by its own rules it reaches neither this machine nor a certificate of nobody's.
    Object.assign(process.env, {
      NODE_EXTRA_CA_CERTS: service.certificate,
      BASTIDE_OUTGOING_ALLOW_PRIVATE: 'localhost',
    })
    console.log(`Firefox ${await firefox.open(folder, service.browserUrl)}`)
    await visits.open()
    await run()
  } finally {
    await firefox.close()
    await visits.close()
    await service.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(): Promise<void> {
  await subscribe()
  await tellWithoutPage()
  await press()
  await pressInVain()
  await comeBack()
  await renewByItself()
  await renewWhatIsGone()
  await stayRemoved()
  await endElsewhere()
  await signOut()
}

const seen = (what: string): void => console.log(`  seen: ${what}`)

async function subscribe(): Promise<void> {
  const page = await signIn()
  await turnOn(page)
  await subscribed()
  seen('subscribed on the settings page; the code came back by the worker')
  const { ttl, status } = service.sent.at(-1)!
  assert.deepEqual([status, ttl > 0], [201, true])
  await click(page, 'Envoyer un essai')
  await standing(all => all.some(({ title }) => title === TRIAL))
  assert.equal(service.sent.at(-1)!.urgency, 'high')
  seen('a trial, with the page open')
  await page.close()
}

async function tellWithoutPage(): Promise<void> {
  await write('Clé de la halle', 'Je la laisse à l’accueil.')
  const all = await standing(all => all.some(about('Clé de la halle')))
  const told = all.find(about('Clé de la halle'))!
  assert.equal(told.title, 'Paul Ailleurs')
  assert.equal(told.text, 'Clé de la halle\nJe la laisse à l’accueil.')
  assert.deepEqual(told.actions, ['archive', 'read'])
  const { urgency, topic } = service.sent.at(-1)!
  assert.deepEqual([urgency, topic?.length], ['high', 32])
  seen('a message, with no page open: who, what, and what can be done')
}

async function press(): Promise<void> {
  await firefox.press('Paul Ailleurs', 'archive')
  await eventually(
    () => rolesOf('Clé de la halle'),
    roles => roles.join() === 'archive',
  )
  await write('Devis du toit', 'Voici.')
  await standing(all => all.some(about('Devis du toit')))
  await firefox.press('Paul Ailleurs', 'read')
  await eventually(
    () => keywordsOf('Devis du toit'),
    keywords => keywords.includes('$seen'),
  )
  assert.deepEqual(await firefox.pages(visits.product.url), [])
  seen('archived and marked as read from the notification, with no page opened')
  await write('Plan du marché', 'Le voici.')
  await standing(all => all.some(about('Plan du marché')))
  await firefox.press('Paul Ailleurs')
  await eventually(
    () => firefox.pages(visits.product.url),
    pages => pages.some(page => /\/mail\/[^/]+\/inbox\/\w+$/.test(page)),
  )
  seen('pressed, it opens the conversation')
  await firefox.closePages(visits.product.url)
}

async function pressInVain(): Promise<void> {
  await write('Sable', 'Livré.')
  await standing(all => all.some(about('Sable')))
  await visits.product.halt()
  await firefox.press('Paul Ailleurs', 'archive')
  const all = await standing(all =>
    all.some(({ text }) => text.includes('Sable') && !text.startsWith('Sable')),
  )
  seen(`pressed while the house is out of reach, it is back and says « ${all.at(-1)!.text.split('\n')[0]} »`)
  await visits.product.startAgain()
  await firefox.press('Paul Ailleurs', 'archive')
  await eventually(
    () => rolesOf('Sable'),
    roles => roles.join() === 'archive',
  )
  seen('pressed again, it is archived')
}

/** What is said while the browser is away is kept by the service, the later in the place of the earlier. */
async function comeBack(): Promise<void> {
  service.sendAway()
  const before = service.sent.length
  await writeAs('Ali')
  await eventually(
    async () => service.sent.length,
    sent => sent > before,
  )
  await writeAs('Bea')
  await eventually(
    async () => service.sent.length,
    sent => sent > before + 1,
  )
  assert.equal(service.waiting, 1)
  service.letBack()
  await standing(all => all.some(by('Ali')) && all.some(by('Bea')))
  seen('two pushes to a browser that is away wait as one (Topic), and tell of both messages')
}

async function renewByItself(): Promise<void> {
  const [before] = await subscriptions()
  service.forget()
  await subscribed(before!.id)
  assert.equal(service.subscriptions, 1)
  await writeAs('Cid')
  await standing(all => all.some(by('Cid')))
  seen('forgotten by the service, it subscribes anew with no page open (pushsubscriptionchange)')
}

async function renewWhatIsGone(): Promise<void> {
  service.end()
  await writeAs('Dan')
  await eventually(subscriptions, all => all.length === 0)
  assert.equal(service.sent.at(-1)!.status, 410)
  seen('410 from the service ends the subscription')
  const page = await openApp('/settings/notifications')
  await subscribed()
  await untilSaid(page, 'Celui-ci')
  await page.close()
  await writeAs('Eva')
  await standing(all => all.some(by('Eva')))
  seen('the next opening of the application subscribes anew, at another address')
}

async function stayRemoved(): Promise<void> {
  const [one] = await subscriptions()
  await visits.jmap(NAME, [['PushSubscription/set', { accountId: undefined, destroy: [one!.id] }, 's']])
  const page = await openApp('/mail')
  await eventually(
    async () => service.subscriptions,
    count => count === 0,
  )
  await standing(all => all.length === 0)
  assert.deepEqual(await subscriptions(), [])
  seen('taken away on another device, it stays away, and what stood there is gone')
  await page.close()
}

async function endElsewhere(): Promise<void> {
  const page = await openApp('/settings/notifications')
  await turnOn(page)
  await subscribed()
  await page.close()
  await writeAs('Fanny')
  await standing(all => all.some(by('Fanny')))
  const [[, sessions] = assert.fail()] = await visits.jmap(NAME, [['LoginSession/get', { ids: null }, 'g']])
  const destroy = (sessions['list'] as { id: string }[]).map(({ id }) => id)
  await visits.jmap(NAME, [['LoginSession/set', { destroy }, 's']])
  assert.deepEqual(await subscriptions(), [])
  await firefox.press('Fanny', 'read')
  await standing(all => all.length === 1 && all[0]!.text === 'Connectez-vous pour le voir.')
  await eventually(
    async () => service.subscriptions,
    count => count === 0,
  )
  assert.deepEqual(await keywordsOf('Fanny'), [])
  seen('a session that was ended elsewhere does nothing, says so, and ends the subscription')
}

async function signOut(): Promise<void> {
  const page = await signIn()
  await turnOn(page)
  await subscribed()
  await page.go('about:blank')
  await writeAs('Gil')
  await standing(all => all.some(by('Gil')))
  await page.go(`${visits.product.url}/settings`)
  await clickFirst(page, 'button[aria-label*="Compte"]')
  await click(page, 'Se déconnecter')
  await eventually(
    async () => service.subscriptions,
    count => count === 0,
  )
  await standing(all => all.length === 0)
  assert.deepEqual(await subscriptions(), [])
  seen('signing out ends it, in the browser and in the house')
}

const about =
  (subject: string) =>
  ({ text }: Shown): boolean =>
    text.startsWith(subject)

/** By itself or among others. */
const by =
  (name: string) =>
  ({ title, text }: Shown): boolean =>
    title === name || text.split(', ').includes(name)

const standing = (isGood: (all: readonly Shown[]) => boolean) => eventually(() => firefox.shown(), isGood)

const openApp = (path: string): Promise<FirefoxPage> => firefox.openPage(visits.product.url + path)

async function signIn(): Promise<FirefoxPage> {
  const page = await openApp('/')
  const { address, password } = visits.login(NAME)
  const status = await page.run(
    async login => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/auth/login', { method: 'POST', headers, body: JSON.stringify(login) })).status
    },
    { address, password },
  )
  assert.equal(status, 200)
  await page.go(`${visits.product.url}/settings/notifications`)
  return page
}

async function turnOn(page: FirefoxPage): Promise<void> {
  await page.run(() => navigator.serviceWorker.ready.then(() => null))
  await clickFirst(page, '[role=switch]:not([disabled]):not(:checked)')
}

const click = (page: FirefoxPage, words: string) => clickFirst(page, 'button, [role=menuitem]', words)

/** As soon as it is there. */
async function clickFirst(page: FirefoxPage, selector: string, words = ''): Promise<void> {
  const press = ({ selector, words }: { selector: string; words: string }): boolean => {
    const all = Array.from(document.querySelectorAll<HTMLElement>(selector))
    const found = all.find(({ textContent }) => textContent.includes(words))
    found?.click()
    return found !== undefined
  }
  await eventually(
    () => page.run(press, { selector, words }),
    isThere => isThere,
  )
}

const untilSaid = (page: FirefoxPage, words: string) =>
  eventually(
    () => page.run(() => document.body.innerText),
    said => said.includes(words),
  )

interface Subscribed {
  readonly id: string
  readonly verificationCode: string | null
}

async function subscriptions(): Promise<readonly Subscribed[]> {
  const args = { accountId: undefined, ids: null }
  const [[, got] = assert.fail()] = await visits.jmap(NAME, [['PushSubscription/get', args, 'g']])
  return got['list'] as readonly Subscribed[]
}

/** One that is proven, and is another than this. */
const subscribed = (than: string | null = null) =>
  eventually(
    subscriptions,
    ([one, ...others]) =>
      one !== undefined && others.length === 0 && one.id !== than && one.verificationCode !== null,
  )

const write = (subject: string, text: string) => visits.receive(NAME, { subject, text })

const writeAs = (name: string) =>
  visits.receive(NAME, { from: `${name} <${name}@ailleurs.example>`, subject: name, text: '.' })

async function find(subject: string): Promise<Record<string, Record<string, true>>> {
  const [[, queried] = assert.fail()] = await visits.jmap(NAME, [
    ['Email/query', { filter: { subject } }, 'q'],
  ])
  const ids = (queried['ids'] as readonly string[]).slice(0, 1)
  const [[, got] = assert.fail()] = await visits.jmap(NAME, [
    ['Email/get', { ids, properties: ['mailboxIds', 'keywords'] }, 'g'],
  ])
  return (got['list'] as Record<string, Record<string, true>>[])[0] ?? assert.fail(`no ${subject}`)
}

const keywordsOf = async (subject: string) => Object.keys((await find(subject))['keywords']!)

async function rolesOf(subject: string): Promise<readonly string[]> {
  const ids = Object.keys((await find(subject))['mailboxIds']!)
  const [[, got] = assert.fail()] = await visits.jmap(NAME, [
    ['Mailbox/get', { ids, properties: ['role'] }, 'm'],
  ])
  return (got['list'] as { role: string }[]).map(({ role }) => role)
}

await main()
