import assert from 'node:assert/strict'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { desk, launchBrowser } from './browser.ts'
import { type Login, type Product, startProduct } from './product.ts'

/** People who come to read and write their mail, in a demonstration and a browser of their own. */
export class Visits {
  #product: Product | null = null
  #browser: Browser | null = null

  async open(): Promise<void> {
    this.#product = await startProduct({ demo: true })
    this.#browser = await launchBrowser()
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    await this.#product?.stop()
  }

  get product(): Product {
    return this.#product ?? assert.fail('the product is not open')
  }

  get browser(): Browser {
    return this.#browser ?? assert.fail('the browser is not open')
  }

  login(name: string): Login {
    return (
      this.product.logins.find(({ address }) => address.startsWith(`${name}@`)) ?? assert.fail(`no ${name}`)
    )
  }

  /** Somebody signed in at a page. A script that fails, or a request that leaves, fails the visit. */
  async visit(
    name: string,
    path: string,
    act: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const settings = { viewport: desk, locale: 'fr-FR', reducedMotion: 'reduce', ...options } as const
    const context = await this.browser.newContext(settings)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', error => complaints.push(error.message))
    context.on('request', request => {
      if (!this.#isOurs(request.url())) complaints.push(`called ${request.url()}`)
    })
    try {
      const { address, password } = this.login(name)
      const { url } = this.product
      await page.request.post(`${url}/auth/login`, { headers: { origin: url }, data: { address, password } })
      await page.goto(url + path)
      await act(page)
      assert.deepEqual(complaints, [])
    } finally {
      await context.close()
    }
  }

  /** The browser's own viewer of PDF is no other host. */
  #isOurs(url: string): boolean {
    return url.startsWith(this.product.url) || /^(?:data|blob|about|chrome|chrome-extension):/.test(url)
  }

  /** A message from outside, as it comes by SMTP. */
  async receive(to: string, message: SendMailOptions): Promise<void> {
    const transport = createTransport({
      host: new URL(this.product.url).hostname,
      port: this.product.ports['smtp']!,
      tls: { rejectUnauthorized: false },
    })
    const from = 'Paul Ailleurs <paul@ailleurs.example>'
    await transport.sendMail({ from, to: this.login(to).address, ...message })
    transport.close()
  }

  /** Asks past the screens. */
  async jmap(name: string, methodCalls: readonly Call[]): Promise<readonly Answer[]> {
    const { address, password } = this.login(name)
    const authorization = `Basic ${Buffer.from(`${address}:${password}`).toString('base64')}`
    const headers = { authorization, 'content-type': 'application/json' }
    const session = await (await fetch(`${this.product.url}/.well-known/jmap`, { headers })).json()
    const accountId = session.primaryAccounts['urn:ietf:params:jmap:mail']
    const using = Object.keys(session.capabilities)
    const calls = methodCalls.map(([method, args, id]) => [method, { accountId, ...args }, id])
    const body = JSON.stringify({ using, methodCalls: calls })
    const response = await fetch(session.apiUrl, { method: 'POST', headers, body })
    return (await response.json()).methodResponses
  }
}

type Call = readonly [name: string, args: object, id: string]
type Answer = readonly [name: string, args: Record<string, unknown>, id: string]

export const row = (page: Page, name: RegExp) =>
  page.getByRole('grid', { name: 'Conversations' }).getByRole('row', { name }).first()

/** The text of the message that is open. */
export const text = (page: Page) => page.frameLocator('article iframe').last().locator('body')

/** Settles when the letter that is read has its height: what stands below it moves no more. */
export const laidOut = (page: Page) =>
  page.waitForFunction(() => {
    const frame = [...document.querySelectorAll<HTMLIFrameElement>('article iframe')].at(-1)
    const letter = frame?.contentDocument
    if (!frame || !letter?.body || letter.fonts.status !== 'loaded') return false
    const { height } = letter.documentElement.getBoundingClientRect()
    return height > 0 && frame.clientHeight === Math.ceil(height)
  })

export const toasts = (page: Page) => page.getByRole('region', { name: 'Messages', exact: true })
