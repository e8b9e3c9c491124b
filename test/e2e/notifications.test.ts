import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CDPSession, Page, Worker } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { assertNoFaults } from './axe.ts'
import { toasts, Visits } from './mail-visit.ts'

// No service of a browser's maker is within reach: what it would hand on is handed to the worker by the browser's tools.

const visits = new Visits()
before(() => visits.open())
after(() => visits.close())

interface Device {
  readonly accountId: string
  /** Until no page of ours is in sight. */
  readonly leave: () => Promise<void>
  /** As the push service would, with no page of ours in sight. */
  readonly push: (message: object) => Promise<void>
  readonly pushArrival: () => Promise<void>
  /** Titles and texts of what stands there. */
  readonly shown: () => Promise<readonly string[]>
  readonly worker: Worker
}

/** Runs in the page: this device has been told of all that lies there. */
async function turnOn(accountId: string): Promise<void> {
  await navigator.serviceWorker.ready
  const opening = indexedDB.open('bastide.notify', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept')
  await new Promise(resolve => opening.addEventListener('success', resolve))
  const at = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`
  const kept = {
    accountId,
    accountIds: [accountId],
    subscriptionId: 'ps1',
    device: 'd',
    key: '',
    language: 'fr',
    withContent: true,
    withShared: false,
    marks: { [`mail ${accountId}`]: { at, ids: [] } },
  }
  const transaction = opening.result.transaction('kept', 'readwrite')
  transaction.objectStore('kept').put(kept, 'device')
  await new Promise(resolve => transaction.addEventListener('complete', resolve))
  opening.result.close()
}

async function registrationOf(tools: CDPSession): Promise<string> {
  const registered = new Promise<string>(resolve =>
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(visits.product.url))
      if (own) resolve(own.registrationId)
    }),
  )
  await tools.send('ServiceWorker.enable')
  return registered
}

/** What the worker's world has beside its own, so that it can be watched. */
interface Watched {
  readonly registration: ServiceWorkerRegistration
  /** Notifications that were shown, and how many they were when they were looked at last. */
  ended: number
  seen: number
  texts: readonly string[]
}

/** Runs in the worker: counts what is shown. */
function watchShown(): void {
  const world = globalThis as unknown as Watched
  const { registration } = world
  const show = registration.showNotification.bind(registration)
  Object.assign(world, { ended: 0, seen: 0, texts: [] })
  registration.showNotification = async (...given) => {
    await show(...given)
    world.ended++
  }
}

/** Runs in the worker. Chromium drops a notification that is asked for while it is being shown: it is asked for behind that. */
async function readShown(): Promise<readonly string[]> {
  const world = globalThis as unknown as Watched
  if (world.seen === world.ended) return world.texts
  world.seen = world.ended
  const all = await world.registration.getNotifications()
  world.texts = all.map(({ title, body }) => `${title}\n${body}`).sort()
  return world.texts
}

/** Runs in the worker. */
async function countStanding(): Promise<number> {
  return (await (globalThis as unknown as Watched).registration.getNotifications()).length
}

/** Runs in the worker: the pages that it knows of, which end a moment after they were left. */
async function countPages(): Promise<number> {
  const { clients } = globalThis as unknown as {
    clients: { matchAll(of: object): Promise<readonly object[]> }
  }
  return (await clients.matchAll({ type: 'window', includeUncontrolled: true })).length
}

async function openDevice(page: Page): Promise<Device> {
  const { url: origin } = visits.product
  const { signedIn } = await page.evaluate(async () => (await fetch('/auth/state')).json())
  const { accountId } = signedIn as { accountId: string }
  await page.context().grantPermissions(['notifications'], { origin })
  await page.evaluate(turnOn, accountId)
  const [worker = assert.fail('no worker')] = page.context().serviceWorkers()
  await worker.evaluate(watchShown)
  const tools = await page.context().newCDPSession(page)
  const registrationId = await registrationOf(tools)
  const push = async (message: object): Promise<void> => {
    const data = JSON.stringify(message)
    await tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  }
  return {
    accountId,
    worker,
    push,
    async leave() {
      await page.goto('about:blank')
      await eventually(
        () => worker.evaluate(countPages),
        count => count === 0,
      )
    },
    pushArrival: () => push({ '@type': 'StateChange', changed: { [accountId]: { EmailArrival: '1' } } }),
    shown: () => worker.evaluate(readShown),
  }
}

const TRIAL = 'Les notifications arrivent'

/** As when somebody presses the notification of this title. */
const press = (worker: Worker, title: string) =>
  worker.evaluate(async title => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration }
    const notification = (await registration.getNotifications()).find(one => one.title === title)
    const pressed = new Event('notificationclick')
    const waitUntil = (work: Promise<unknown>) => void work.catch(() => undefined)
    dispatchEvent(Object.assign(pressed, { action: '', notification, waitUntil }))
  }, title)

test('what comes while no page is in sight is told of one by one, then as one, and leads to where it is', () =>
  visits.visit('claire', '/mail', async page => {
    const { leave, push, pushArrival, shown, worker } = await openDevice(page)
    await leave()
    await visits.receive('claire', { subject: 'Clé de la halle', text: 'Je la laisse à l’accueil.' })
    await pushArrival()
    const key = 'Paul Ailleurs\nClé de la halle\nJe la laisse à l’accueil.'
    assert.deepEqual(await eventually(shown, all => all.length > 0), [key])

    // In sight, the page itself shows it.
    await page.goto(`${visits.product.url}/settings`)
    await visits.receive('claire', { from: 'Lina Voisine <lina@ailleurs.example>', subject: 'Vu', text: '.' })
    await pushArrival()
    await push({ '@type': 'PushTrial' })
    const told = await eventually(shown, all => all.some(one => one.startsWith(TRIAL)))
    assert.ok(told.includes(key) && !told.some(one => one.includes('Vu')))
    await press(worker, 'Paul Ailleurs')
    await page.getByRole('heading', { name: 'Clé de la halle' }).waitFor()

    await leave()
    const write = (name: string) =>
      visits.receive('claire', { from: `${name} <${name}@ailleurs.example>`, subject: name, text: '.' })
    for (const name of ['Ali', 'Bea', 'Cid', 'Dan']) await write(name)
    await pushArrival()
    await eventually(shown, all => all.some(isSumOf('Ali', 'Bea', 'Cid', 'Dan')))
    await readElsewhere('Ali')
    await write('Eva')
    await pushArrival()
    await eventually(shown, all => all.some(isSumOf('Bea', 'Cid', 'Dan', 'Eva')))
  }))

const isSumOf =
  (...names: string[]) =>
  (shown: string): boolean => {
    const [title = '', ...told] = shown.split(/\n|, /)
    return (
      new RegExp(`^${names.length}\\snouveaux messages`).test(title) && told.sort().join() === names.join()
    )
  }

async function readElsewhere(from: string): Promise<void> {
  const [[, found] = assert.fail()] = await visits.jmap('claire', [
    ['Email/query', { filter: { from } }, 'q'],
  ])
  const ids = found['ids'] as readonly string[]
  const update = Object.fromEntries(ids.map(id => [id, { 'keywords/$seen': true }]))
  await visits.jmap('claire', [['Email/set', { update }, 's']])
}

test('without the content, a notification says only that something came', () =>
  visits.visit('nadege', '/settings/notifications', async page => {
    const { leave, pushArrival, shown } = await openDevice(page)
    await page.reload()
    const content = page.getByRole('switch', { name: /Montrer qui écrit/ })
    await content.click()
    await page.getByRole('switch', { name: /Montrer qui écrit/, checked: false }).waitFor()
    await assertNoFaults(page)
    await leave()
    await visits.receive('nadege', { subject: 'Dossier médical', text: 'Confidentiel.' })
    await pushArrival()
    assert.deepEqual(await eventually(shown, all => all.length > 0), ['Nouveau message\n'])
  }))

test('what came in quiet hours, which hold for every device, is told of as one', () =>
  visits.visit('jean', '/settings/notifications', async page => {
    const quiet = page.getByRole('form', { name: 'Heures et jours sans notification' })
    await quiet.getByRole('checkbox', { name: 'Chaque jour' }).check()
    await quiet.getByLabel('De', { exact: true }).fill('08:00')
    await quiet.getByRole('button', { name: 'Enregistrer' }).click()
    await quiet.getByText('Choisissez deux heures différentes').waitFor()
    await quiet.getByLabel('De', { exact: true }).fill('19:30')
    for (const day of ['samedi', 'dimanche']) await quiet.getByRole('checkbox', { name: day }).check()
    await quiet.getByRole('button', { name: 'Enregistrer' }).click()
    await toasts(page).getByText('C’est enregistré').waitFor()
    await assertNoFaults(page)
    const { leave, push, shown, accountId } = await openDevice(page)
    await page.reload()
    assert.equal(await quiet.getByLabel('De', { exact: true }).inputValue(), '19:30')
    assert.ok(await quiet.getByRole('checkbox', { name: 'dimanche' }).isChecked())
    assert.ok(!(await quiet.getByRole('checkbox', { name: 'lundi' }).isChecked()))

    await leave()
    for (const name of ['Ali', 'Bea'])
      await visits.receive('jean', { from: `${name} <${name}@ailleurs.example>`, subject: name, text: '.' })
    await push({ '@type': 'StateChange', changed: { [accountId]: { EmailArrival: '1' } }, isLate: true })
    const [sum = '', ...others] = await eventually(shown, all => all.length > 0)
    assert.ok(isSumOf('Ali', 'Bea')(sum) && others.length === 0, sum)
  }))

test('a session that has ended elsewhere is told of neither sender nor subject, and of nothing after', () =>
  visits.visit('claire', '/mail', async page => {
    const { leave, push, pushArrival, shown, worker } = await openDevice(page)
    await leave()
    const { url: origin } = visits.product
    await page.request.post(`${origin}/auth/logout`, { headers: { origin } })
    await visits.receive('claire', { subject: 'Trop tard', text: '.' })
    await pushArrival()
    const told = await eventually(shown, all => all.length > 0)
    assert.deepEqual(told, ['Du nouveau dans Bastide\nConnectez-vous pour le voir.'])
    const names = () => worker.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    await eventually(names, all => !all.includes('bastide.notify'))
    await push({ '@type': 'PushTrial' })
    await eventually(
      () => worker.evaluate(countStanding),
      count => count === 0,
    )
  }))
