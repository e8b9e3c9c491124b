import { failureOf, unavailable } from '../transport/failure.ts'

/** XMLHttpRequest alone tells how much was sent. */
export const hasProgress = 'XMLHttpRequest' in globalThis

export interface ProgressOptions {
  readonly onProgress?: (sent: number, total: number) => void
  readonly signal?: AbortSignal
}

/** Posts a file; gives the text of the answer. */
export function sendWithProgress(
  url: string,
  file: Blob,
  type: string,
  { onProgress, signal }: ProgressOptions,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const request = new XMLHttpRequest()
  request.open('POST', url)
  request.setRequestHeader('content-type', type)
  request.upload.addEventListener('progress', event => onProgress?.(event.loaded, event.total))
  request.addEventListener('error', () => reject(unavailable('the upload was cut short')))
  request.addEventListener('abort', () => reject(signal?.reason))
  request.addEventListener('load', () => {
    if (request.status >= 200 && request.status < 300) return resolve(request.responseText)
    failureOf(new Response(request.responseText, { status: request.status })).then(reject, reject)
  })
  signal?.throwIfAborted()
  signal?.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}
