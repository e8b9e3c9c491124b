import { world } from '../worker/world.ts'
import { isOfServer } from './server-path.ts'

// The app on the device: its page, scripts, styles and fonts, so that it opens without a network, and at once with one.
// What it holds is one build, whole: a new build is another worker, which waits until the person asks for it. Answers
// of the server never pass here.
//
//   install   fetch every file of this build into a cache of its own
//   fetch     a page → the shell; a file of the build → from a cache; anything else → the network
//   activate  drop older builds but the last: another tab may still load parts of it

/** Put in by app/web/worker/build.ts. */
declare const BUILD: { readonly version: string; readonly files: readonly string[] }

const PREFIX = 'bastide-app-'
const CACHE = PREFIX + BUILD.version
const SHELL = '/'
const KEPT_BUILDS = 2

export function serveShell(): void {
  world.addEventListener('install', event => event.waitUntil(keep()))
  world.addEventListener('activate', event => event.waitUntil(dropOlder().then(() => world.clients.claim())))
  world.addEventListener('message', ({ data }) => data === 'take over' && void world.skipWaiting())
  world.addEventListener('fetch', event => {
    const key = keyOf(event.request)
    if (key !== null) event.respondWith(answer(key, event.request))
  })
}

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll([SHELL, ...BUILD.files].map(path => new Request(path, { cache: 'no-cache' })))
}

/** Under what a request is kept; null when it is none of ours. */
function keyOf({ url, method, mode }: Request): string | null {
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== location.origin || isOfServer(pathname)) return null
  if (BUILD.files.includes(pathname)) return pathname
  if (mode === 'navigate') return SHELL
  return pathname.startsWith('/assets/') ? pathname : null
}

async function answer(key: string, request: Request): Promise<Response> {
  const own = await (await caches.open(CACHE)).match(key)
  return own ?? (await caches.match(key)) ?? fetch(request)
}

async function dropOlder(): Promise<void> {
  const builds = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE)
  const older = builds.slice(0, Math.max(0, builds.length - (KEPT_BUILDS - 1)))
  await Promise.all(older.map(name => caches.delete(name)))
}
