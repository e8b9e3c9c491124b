import { failureOf, unavailable } from '../transport/failure.ts'

/** XMLHttpRequest alone tells how much was sent. */
export const hasProgress = 'XMLHttpRequest' in globalThis

export interface ProgressOptions {
  readonly onProgress?: (sent: number, total: number) => void
  readonly signal?: AbortSignal
}

/** An upload that does not move for this long is cut, however long it takes as a whole. */
const STANDSTILL_MS = 60_000

/** Posts a file; gives the text of the answer. */
export function sendWithProgress(
  url: string,
  file: Blob,
  type: string,
  { onProgress, signal }: ProgressOptions,
): Promise<string> {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const request = new XMLHttpRequest()
  request.open('POST', url)
  request.setRequestHeader('content-type', type)
  cutAtStandstill(request)
  request.upload.addEventListener('progress', event => onProgress?.(event.loaded, event.total))
  request.addEventListener('error', () => reject(unavailable('the upload was cut short')))
  request.addEventListener('abort', () => reject(signal?.reason ?? unavailable('the upload stands still')))
  request.addEventListener('load', () => {
    if (request.status >= 200 && request.status < 300) return resolve(request.responseText)
    failureOf(new Response(request.responseText, { status: request.status })).then(reject, reject)
  })
  signal?.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}

/** A network that went without a word would keep it for ever. */
function cutAtStandstill(request: XMLHttpRequest): void {
  const cut = () => request.abort()
  let timer = setTimeout(cut, STANDSTILL_MS)
  request.upload.addEventListener('progress', () => {
    clearTimeout(timer)
    timer = setTimeout(cut, STANDSTILL_MS)
  })
  request.addEventListener('loadend', () => clearTimeout(timer))
}
