import type { Locator, Page, Route } from 'playwright-core'

/** One screen: where it is, who looks, and how one sees that it is all there. */
export interface Screen {
  readonly name: string
  readonly path: string
  /** `founder` comes to an empty house by its one-time link. */
  readonly as: 'nobody' | 'founder' | 'person' | 'administrator'
  readonly ready: (page: Page) => Locator
  /** French unless said. */
  readonly language?: 'en'
  /** What is done to the network before the page is opened. */
  readonly network?: (page: Page) => Promise<unknown>
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>
}

export const heading =
  (name: string, level = 1) =>
  (page: Page): Locator =>
    page.getByRole('heading', { name, level })

/** The server takes for ever over these methods: what one sees meanwhile. */
export const waitingFor = (...methods: readonly string[]) => meddle(methods, async () => {})

/** The server fails at these methods. */
export const failingAt = (...methods: readonly string[]) =>
  meddle(methods, route => route.fulfill({ status: 503, body: '{}' }))

const meddle =
  (methods: readonly string[], act: (route: Route) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    // Requests then go by HTTP, one by one, where they can be told apart.
    await page.routeWebSocket('**/jmap/**', socket => socket.close())
    await page.route('**/jmap/api', route => {
      const asked = route.request().postData() ?? ''
      return methods.some(method => asked.includes(`"${method}"`)) ? act(route) : route.continue()
    })
  }
