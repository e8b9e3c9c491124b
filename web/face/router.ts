/** Where the app is: a path and what follows the question mark. Another object at each move. */
export interface Address {
  readonly path: string
  readonly query: URLSearchParams
  readonly href: string
}

export interface GoOptions {
  /** Takes the place of the present entry in the history: the way back leads past it. */
  readonly replace?: boolean
}

/** The address of the page as something that can be watched. Screens use the hooks. */
export class Router {
  #address: Address = readAddress()
  readonly #listeners = new Set<() => void>()

  constructor() {
    addEventListener('popstate', () => this.#move())
  }

  readonly current = (): Address => this.#address

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly go = (href: string, { replace = false }: GoOptions = {}): void => {
    if (href === this.#address.href) return
    if (replace) history.replaceState(null, '', href)
    else history.pushState(null, '', href)
    this.#move()
  }

  #move(): void {
    this.#address = readAddress()
    for (const listener of this.#listeners) listener()
  }
}

function readAddress(): Address {
  const { pathname, search } = location
  return { path: pathname, query: new URLSearchParams(search), href: pathname + search }
}
