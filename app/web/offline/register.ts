// The worker keeps the app itself on the device; the records are kept by web/sync.

const WORKER = '/worker.js'
const HOUR_MS = 3_600_000

/** Plain HTTP beyond this machine has no workers: there the app needs the network to open. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  addEventListener('load', () => void navigator.serviceWorker.register(WORKER).then(lookNowAndThen))
}

function lookNowAndThen(registration: ServiceWorkerRegistration): void {
  setInterval(() => void registration.update().catch(() => undefined), HOUR_MS)
}

/** Tells once a newer version of the app stands ready. */
export async function onNewVersion(tell: () => void): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.ready
  // The first worker of all replaces nothing.
  const follow = (worker: ServiceWorker | null): void => {
    if (!worker || !navigator.serviceWorker.controller) return
    if (worker.state === 'installed') tell()
    else worker.addEventListener('statechange', () => worker.state === 'installed' && tell())
  }
  follow(registration.waiting)
  registration.addEventListener('updatefound', () => follow(registration.installing))
}

/** Lets the newer version take over, and opens it. */
export async function openNewVersion(): Promise<void> {
  const { waiting } = await navigator.serviceWorker.ready
  if (!waiting) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('take over')
}
