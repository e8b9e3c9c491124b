import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'

export type FileHere =
  | { readonly kind: 'here'; readonly blob: Blob }
  | { readonly kind: 'waiting' | 'failed' }

/** The bytes of a file of the server, brought here; null asks for nothing. */
export function useFile(url: string | null): FileHere {
  const [found, setFound] = useState<{ url: string; file: FileHere } | null>(null)
  useEffect(() => {
    if (url === null) return
    const stop = new AbortController()
    const arrive = (file: FileHere) => stop.signal.aborted || setFound({ url, file })
    fetch(url, { signal: stop.signal }).then(
      async response =>
        arrive(response.ok ? { kind: 'here', blob: await response.blob() } : { kind: 'failed' }),
      () => arrive({ kind: 'failed' }),
    )
    return () => stop.abort()
  }, [url])
  return found?.url === url ? found.file : { kind: 'waiting' }
}

/** Where a part is downloaded from, by blob, name and type. */
export function useDownloadUrl(accountId: string): (blobId: string, name: string, type: string) => string {
  const client = useClient()
  return (blobId, name, type) => client.downloadUrl(accountId, blobId, name || 'file', type)
}
