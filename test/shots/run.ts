// npm run shots [-- NAME …]: pictures of every screen of screens.ts, on the demonstration, light, dark and on a phone,
// in ./shots/<screen>-<look>.png. The exit code is 1 when a screen did not come.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { chromium } from '../apt.ts'
import { desk, launchBrowser, phone } from '../e2e/browser.ts'
import { type Product, startProduct } from '../e2e/product.ts'
import { root } from '../sources.ts'
import type { Screen } from './screen.ts'
import { screens } from './screens.ts'

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: desk },
  dark: { colorScheme: 'dark', viewport: desk },
  phone: { colorScheme: 'light', viewport: phone, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
}
const PATIENCE_MS = 15_000
/** Part of the year's mail: enough to fill a screen. */
const SCALE = '0.2'
const folder = join(root, 'shots')

interface Houses {
  readonly empty: Product
  readonly town: Product
}

async function main(): Promise<void> {
  const names = process.argv.slice(2)
  const wanted = screens.filter(({ name }) => names.length === 0 || names.includes(name))
  await mkdir(folder, { recursive: true })
  process.env['CHROMIUM'] = chromium()
  process.env['BASTIDE_DEMO_SCALE'] ??= SCALE
  const empty = await startProduct()
  try {
    const town = await startProduct({ demo: true })
    await shootAll({ empty, town }, wanted).finally(town.stop)
  } finally {
    await empty.stop()
  }
}

async function shootAll(houses: Houses, wanted: readonly Screen[]): Promise<void> {
  const browser = await launchBrowser()
  for (const look of Object.keys(looks))
    for (const screen of wanted) await shoot(browser, houses, screen, look)
  await browser.close()
}

async function shoot(browser: Browser, houses: Houses, screen: Screen, look: string): Promise<void> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    // What meddles with the network sees all of it.
    serviceWorkers: 'block',
    ...looks[look],
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const path = join(folder, `${screen.name}-${look}.png`)
  try {
    await signIn(context, houses.town, screen.as)
    if (screen.language)
      await page.addInitScript(`localStorage.setItem('bastide.language', '${screen.language}')`)
    await screen.network?.(page)
    await page.goto(addressOf(screen, houses))
    await screen.ready(page).first().waitFor()
    await screen.act?.(page)
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    console.log(`✔ ${screen.name} ${look}`)
  } catch (error) {
    process.exitCode = 1
    console.log(`✖ ${screen.name} ${look}: ${(error as Error).message.split('\n')[0]}`)
  } finally {
    await page.screenshot({ path })
    await context.close()
  }
}

function addressOf({ as, path }: Screen, { empty, town }: Houses): string {
  return as === 'founder' ? (empty.setupUrl ?? empty.url) : town.url + path
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
const sessions = new Map<Screen['as'], Promise<Cookies>>()

/** One session for all the pictures of a role: the list of devices stays short. */
async function signIn(context: BrowserContext, product: Product, as: Screen['as']): Promise<void> {
  if (as === 'nobody' || as === 'founder') return
  const cookies = sessions.get(as) ?? openSession(context, product, as)
  sessions.set(as, cookies)
  await context.addCookies(await cookies)
}

async function openSession(
  context: BrowserContext,
  { url, logins }: Product,
  as: Screen['as'],
): Promise<Cookies> {
  const login = logins.find(({ roles }) => roles.includes('administrator') === (as === 'administrator'))
  if (!login) throw new Error(`the demonstration has no ${as}`)
  const answer = await context.request.post(`${url}/auth/login`, {
    headers: { origin: url },
    data: { address: login.address, password: login.password },
  })
  if (!answer.ok()) throw new Error(`${login.address} could not sign in: ${answer.status()}`)
  return context.cookies()
}

await main()
