import { useCallback, useRef } from 'react'
import { Refused } from '../../../../lib/errors.ts'
import { useClient, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { temporaryId } from '../../../../web/sync/temporary.ts'
import { readCore } from '../../../../wire/jmap/session.ts'
import type { Enclosure } from './letter.ts'
import { composeTexts } from './texts.ts'
import type { Change } from './use-writing.ts'

export interface Enclosures {
  readonly add: (files: readonly File[]) => void
  readonly remove: (id: string) => void
  /** Keeps a picture for the text; answers the address to show it at. */
  readonly addPicture: (file: File) => Promise<string>
}

/** Files on their way into a letter. */
export function useEnclosures(accountId: string, change: Change): Enclosures {
  const client = useClient()
  const t = useT(composeTexts)
  const mostBytes = readCore(useSession()).maxSizeUpload
  const stops = useRef(new Map<string, AbortController>())
  // A picture dropped on the text has been taken by the editor before the window hears of it.
  const taken = useRef(new Set<string>())

  const put = useCallback(
    (id: string, patch: Partial<Enclosure>): void =>
      change(letter => ({
        ...letter,
        enclosures: letter.enclosures.map(file => (file.id === id ? { ...file, ...patch } : file)),
      })),
    [change],
  )
  const send = useCallback(
    async (id: string, file: File): Promise<void> => {
      if (file.size > mostBytes) return put(id, { sent: undefined, error: t('files.too-large') })
      const stop = new AbortController()
      stops.current.set(id, stop)
      const onProgress = (sent: number, total: number) => put(id, { sent: total > 0 ? sent / total : 0 })
      try {
        const { blobId } = await client.upload(file, { accountId, onProgress, signal: stop.signal })
        put(id, { blobId, sent: undefined })
      } catch (error) {
        put(id, { sent: undefined, error: t(isNoRoom(error) ? 'files.no-room' : 'files.failed') })
      }
      stops.current.delete(id)
    },
    [client, accountId, mostBytes, put, t],
  )
  const enclose = useCallback(
    (file: File, shown?: Enclosure['shown']): Enclosure => {
      const { name, type, size } = file
      const enclosure = { id: temporaryId(), name, type, size, blobId: null, sent: 0, shown }
      change(letter => ({ ...letter, enclosures: [...letter.enclosures, enclosure] }))
      return enclosure
    },
    [change],
  )

  const add = useCallback(
    (files: readonly File[]): void => {
      for (const file of files) if (!taken.current.has(keyOf(file))) void send(enclose(file).id, file)
    },
    [enclose, send],
  )
  const remove = useCallback(
    (id: string): void => {
      stops.current.get(id)?.abort()
      change(letter => ({ ...letter, enclosures: letter.enclosures.filter(file => file.id !== id) }))
    },
    [change],
  )
  const addPicture = useCallback(
    async (file: File): Promise<string> => {
      taken.current.add(keyOf(file))
      setTimeout(() => taken.current.delete(keyOf(file)), 0)
      const url = URL.createObjectURL(file)
      const cid = `${temporaryId().slice('tmp-'.length)}@bastide`
      await send(enclose(file, { cid, url }).id, file)
      return url
    },
    [enclose, send],
  )
  return { add, remove, addPicture }
}

const isNoRoom = (error: unknown): boolean =>
  error instanceof Refused && error.details['type'] === 'urn:bastide:error:overQuota'

const keyOf = ({ name, size, lastModified }: File): string => `${name}/${size}/${lastModified}`
