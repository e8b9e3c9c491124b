import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'

// A stock Firefox, driven by WebDriver BiDi. What it would show on the desktop is handed to us in the place of the
// desktop, and can be pressed there.

const SETTINGS: Readonly<Record<string, string | number | boolean>> = {
  // What it sets for being driven switches push off.
  'remote.prefs.recommended': false,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.server': '',
  'browser.safebrowsing.provider.mozilla.updateURL': '',
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'extensions.update.enabled': false,
  // The person has said yes.
  'permissions.default.desktop-notification': 1,
  'dom.push.testing.allowInsecureServerURL': true,
  'dom.push.retryBaseInterval': 200,
}

export interface Shown {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly actions: readonly string[]
}

interface Message {
  readonly id?: number
  readonly type: string
  readonly result?: Record<string, unknown>
  readonly message?: string
}

export class Firefox {
  #child: ChildProcess | null = null
  #socket: WebSocket | null = null
  #desktop = ''
  #last = 0
  readonly #asked = new Map<number, (message: Message) => void>()

  async open(folder: string, pushUrl: string): Promise<string> {
    const profile = join(folder, 'profile')
    await mkdir(profile)
    const settings = Object.entries({ ...SETTINGS, 'dom.push.serverURL': pushUrl })
    const lines = settings.map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    )
    await writeFile(join(profile, 'user.js'), lines.join('\n'))
    const address = await this.#start(profile)
    this.#socket = new WebSocket(`${address}/session`)
    this.#socket.on('message', bytes => this.#hear(JSON.parse(String(bytes)) as Message))
    await once(this.#socket, 'open')
    const session = await this.#ask('session.new', { capabilities: {} })
    this.#desktop = await this.#findWindow()
    await this.#run(this.#desktop, standForDesktop)
    return String((session['capabilities'] as Record<string, unknown>)['browserVersion'])
  }

  async #start(profile: string): Promise<string> {
    const child = spawn(
      'firefox-esr',
      [
        '--headless',
        '--no-remote',
        '--profile',
        profile,
        '--remote-debugging-port',
        '0',
        '--remote-allow-system-access',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    this.#child = child
    for await (const line of createInterface(child.stderr)) {
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1]
      if (!address) continue
      child.stderr.resume()
      return address
    }
    throw new Error('firefox-esr did not start')
  }

  async close(): Promise<void> {
    this.#socket?.terminate()
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }

  #hear(message: Message): void {
    const answer = message.id === undefined ? undefined : this.#asked.get(message.id)
    if (!answer) return
    this.#asked.delete(message.id!)
    answer(message)
  }

  async #ask(method: string, params: object): Promise<Record<string, unknown>> {
    const id = ++this.#last
    const answered = new Promise<Message>(resolve => this.#asked.set(id, resolve))
    this.#socket!.send(JSON.stringify({ id, method, params }))
    const { type, result, message } = await answered
    if (type !== 'success') throw new Error(`${method}: ${message}`)
    return result ?? {}
  }

  async #findWindow(): Promise<string> {
    const { contexts } = await this.#ask('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 })
    return (contexts as { context: string }[])[0]!.context
  }

  async #run<A, R>(context: string, act: (given: A) => R, given?: A): Promise<Awaited<R>> {
    const answer = await this.#ask('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${act})(${JSON.stringify(given) ?? ''})) ?? 'null')()`,
      target: { context },
      awaitPromise: true,
      userActivation: true,
    })
    const { result, exceptionDetails } = answer as {
      result?: { value: string }
      exceptionDetails?: { text: string }
    }
    if (!result) throw new Error(exceptionDetails?.text)
    return JSON.parse(result.value) as Awaited<R>
  }

  async openPage(url: string): Promise<FirefoxPage> {
    const { context } = await this.#ask('browsingContext.create', { type: 'tab' })
    const page: FirefoxPage = {
      go: async to =>
        void (await this.#ask('browsingContext.navigate', { context, url: to, wait: 'complete' })),
      run: (act, given) => this.#run(String(context), act, given),
      close: async () => void (await this.#ask('browsingContext.close', { context })),
    }
    await page.go(url)
    return page
  }

  /** Addresses of the pages of a site that are open. */
  async pages(site: string): Promise<readonly string[]> {
    const { contexts } = await this.#ask('browsingContext.getTree', { maxDepth: 0 })
    return (contexts as { url: string }[]).map(({ url }) => url).filter(url => url.startsWith(site))
  }

  async closePages(site: string): Promise<void> {
    const { contexts } = await this.#ask('browsingContext.getTree', { maxDepth: 0 })
    for (const { context, url } of contexts as { context: string; url: string }[])
      if (url.startsWith(site)) await this.#ask('browsingContext.close', { context })
  }

  /** What stands on the desktop. */
  shown(): Promise<readonly Shown[]> {
    return this.#run(this.#desktop, () => (globalThis as unknown as Desktop).standing())
  }

  /** Presses one, or a button of it. */
  async press(title: string, action: string | null = null): Promise<void> {
    const found = (await this.shown()).find(one => one.title === title) ?? assert.fail(`no ${title}`)
    await this.#run(
      this.#desktop,
      ({ name, action }) => (globalThis as unknown as Desktop).press(name, action),
      { name: found.name, action },
    )
  }
}

export interface FirefoxPage {
  go(url: string): Promise<void>
  run<A, R>(act: (given: A) => R, given?: A): Promise<Awaited<R>>
  close(): Promise<void>
}

interface Desktop {
  standing(): readonly Shown[]
  press(name: string, action: string | null): void
}

/** The parts of the browser's own world that are used here. */
interface BrowserWorld {
  readonly Ci: Readonly<Record<'nsIAlertsService' | 'nsIComponentRegistrar', unknown>>
  readonly Components: {
    readonly manager: { QueryInterface(face: unknown): Registrar }
    ID(id: string): unknown
  }
  readonly ChromeUtils: { generateQI(faces: readonly unknown[]): unknown }
}
interface Registrar {
  registerFactory(id: unknown, name: string, contract: string, factory: object): void
}
interface Alert extends Pick<Shown, 'name' | 'title' | 'text'> {
  readonly cookie: string
  readonly actions: readonly { readonly action: string }[]
}
interface Listener {
  observe(subject: unknown, topic: string, cookie: string): void
}

/** Runs in the browser itself: what shows notifications is put in the place of the desktop's. */
function standForDesktop(): void {
  const { Ci, Components, ChromeUtils } = globalThis as unknown as BrowserWorld
  const standing = new Map<string, { alert: Alert; listener: Listener }>()
  const finish = (name: string): void => {
    const found = standing.get(name)
    standing.delete(name)
    found?.listener.observe(null, 'alertfinished', found.alert.cookie)
  }
  const service = {
    QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']),
    showAlert(alert: Alert, listener: Listener): void {
      standing.set(alert.name, { alert, listener })
      listener.observe(null, 'alertshow', alert.cookie)
    },
    closeAlert: finish,
    getHistory: () => [...standing.keys()],
    teardown: () => undefined,
    pbmTeardown: () => undefined,
  }
  const { manager } = Components
  manager
    .QueryInterface(Ci.nsIComponentRegistrar)
    .registerFactory(
      Components.ID('{5b0a3d3e-6a5f-4c1f-9d0e-3c1f6f0f9d21}'),
      'a desktop',
      '@mozilla.org/alerts-service;1',
      { createInstance: () => service },
    )
  const desktop: Desktop = {
    standing: () =>
      Array.from(standing.values(), ({ alert: { name, title, text, actions } }) => ({
        name,
        title,
        text,
        actions: actions.map(({ action }) => action),
      })),
    press(name, action) {
      const { alert, listener } = standing.get(name)!
      const pressed = alert.actions.find(one => one.action === action) ?? null
      listener.observe(pressed, 'alertclickcallback', alert.cookie)
    },
  }
  Object.assign(globalThis, desktop)
}
