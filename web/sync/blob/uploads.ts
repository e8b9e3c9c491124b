import { readObject, readString } from '../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { expandUrl } from '../../../wire/jmap/session.ts'
import { keepAliases } from '../disk/queue.ts'
import type { Database, KeptBlob } from '../disk/schema.ts'
import { temporaryId } from '../temporary.ts'
import type { Connection } from '../transport/connection.ts'
import { isUnavailable, parseJson } from '../transport/failure.ts'
import { hasProgress, sendWithProgress } from './progress.ts'

export interface UploadOptions {
  readonly accountId: string
  readonly onProgress?: (sent: number, total: number) => void
  readonly signal?: AbortSignal
}

export interface UploadedBlob {
  /** A temporary id while the server cannot be reached: it may stand in any change or call. */
  readonly blobId: string
  readonly type: string
  readonly size: number
}

/** Files on their way to the server; kept on disk while it cannot be reached. */
export class Uploads {
  readonly #connection: Connection
  readonly #db: Database
  readonly #known: Map<string, string>

  constructor(connection: Connection, db: Database, known: Map<string, string>) {
    this.#connection = connection
    this.#db = db
    this.#known = known
  }

  async upload(file: Blob, options: UploadOptions): Promise<UploadedBlob> {
    try {
      return await this.#post(file, options)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      const id = temporaryId()
      await this.#db.put('blobs', { id, accountId: options.accountId, file })
      return { blobId: id, type: file.type, size: file.size }
    }
  }

  /** A file that waits here, to be shown. */
  async find(id: string): Promise<Blob | null> {
    return (await this.#db.get('blobs', id))?.file ?? null
  }

  /** Sends a file that waits; false when there is none of that id. */
  async send(id: string): Promise<boolean> {
    const kept = await this.#db.get('blobs', id)
    if (!kept) return false
    await this.#sendKept(kept)
    return true
  }

  async #sendKept({ id, accountId, file }: KeptBlob): Promise<void> {
    const { blobId } = await this.#post(file, { accountId })
    this.#known.set(id, blobId)
    await keepAliases(this.#db, new Map([[id, blobId]]))
    await this.#db.delete('blobs', id)
  }

  // RFC 8620 §6.1
  async #post(file: Blob, options: UploadOptions): Promise<UploadedBlob> {
    const session = await this.#connection.confirm()
    const url = expandUrl(session.uploadUrl, { accountId: options.accountId })
    const type = file.type || 'application/octet-stream'
    const text = hasProgress
      ? await sendWithProgress(this.#connection.url(url), file, type, options)
      : await this.#fetch(url, file, type, options.signal)
    const answer = readObject(parseJson(text), 'upload')
    return {
      blobId: readString(answer['blobId'], 'blobId'),
      type: readString(answer['type'], 'type'),
      size: readUnsignedInt(answer['size'], 'size'),
    }
  }

  async #fetch(url: string, body: Blob, type: string, signal: AbortSignal | undefined): Promise<string> {
    const headers = { 'content-type': type }
    const response = await this.#connection.fetch(url, {
      method: 'POST',
      headers,
      body,
      ...(signal && { signal }),
    })
    return response.text()
  }
}
