import type { Outgoing } from '../../../core/outgoing/outgoing.ts'
import { Refused } from '../../../lib/errors.ts'

/** Of one message; the rest stays unseen. */
const MAX_PICTURES = 80
const MAX_BYTES = 3 * 2 ** 20
const MAX_TOTAL = 15 * 2 ** 20
const TIMEOUT_MS = 8000
const AT_ONCE = 8

// No SVG: it is a page in disguise.
const PICTURE = /^image\/(?:png|jpeg|gif|webp|bmp|avif)(?=\s*(?:;|$))/i

/**
 * Fetches the remote pictures that a reader consented to, from public addresses alone, and gives each as a `data:`
 * address: neither the browser nor the reader's own address is seen by the sender's hosts.
 */
export async function fetchPictures(
  outgoing: Outgoing,
  urls: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const waiting = [...new Set(urls)].slice(0, MAX_PICTURES)
  const pictures = new Map<string, string>()
  let total = 0
  const fetchNext = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined && total < MAX_TOTAL; url = waiting.shift()) {
      const picture = await fetchPicture(outgoing, url)
      if (!picture) continue
      total += picture.length
      pictures.set(url, picture)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext))
  return pictures
}

/** Whatever goes wrong with a stranger's host, the picture is only missing. */
async function fetchPicture(outgoing: Outgoing, url: string): Promise<string | null> {
  try {
    const { status, headers, body } = await outgoing.fetch(url, {
      headers: { accept: 'image/*' },
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    })
    const type = PICTURE.exec(headers.get('content-type') ?? '')?.[0].toLowerCase()
    return status === 200 && type ? `data:${type};base64,${body.toString('base64')}` : null
  } catch (error) {
    if (error instanceof Refused || isNetworkFailure(error)) return null
    throw error
  }
}

/** What undici and the clock throw; a mistake of ours is none of these. */
const isNetworkFailure = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'TimeoutError' || error.name === 'AbortError' || 'cause' in error || 'code' in error)
