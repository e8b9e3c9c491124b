/** The parts of a worker's world that are used here; TypeScript has them in a library that excludes that of pages. */
export interface World {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: Extendable & MessageEvent) => void): void
  addEventListener(type: 'push', listener: (event: Pushed) => void): void
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void
  addEventListener(type: 'pushsubscriptionchange', listener: (event: Extendable) => void): void
  skipWaiting(): Promise<void>
  readonly clients: Clients
  readonly registration: ServiceWorkerRegistration
}
export interface Extendable {
  waitUntil(work: Promise<unknown>): void
}
export interface Fetching extends Extendable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
export interface Pushed extends Extendable {
  readonly data: { json(): unknown } | null
}
export interface Clicked extends Extendable {
  readonly action: string
  readonly notification: Notification
}
interface Clients {
  claim(): Promise<void>
  matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly Page[]>
  openWindow(url: string): Promise<unknown>
}
export interface Page {
  readonly visibilityState: DocumentVisibilityState
  focus(): Promise<unknown>
  postMessage(message: Said): void
}

/** What the worker says to a page: where to go. */
export interface Said {
  readonly href: string
}

/** What a page says to the worker when it is left: what was seen in it is told of no more. */
export const TIDY = 'tidy'

export const world = globalThis as unknown as World

export const listPages = (): Promise<readonly Page[]> =>
  world.clients.matchAll({ type: 'window', includeUncontrolled: true })
