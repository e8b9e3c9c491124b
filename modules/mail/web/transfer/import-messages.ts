import type { Client } from '../../../../web/sync/client.ts'
import { BLOB, CORE } from '../../../../wire/jmap/capability.ts'
import type { Invocation } from '../../../../wire/jmap/invocation.ts'
import { isObject, type JsonObject } from '../../../../wire/jmap/json.ts'
import { writeUTCDate } from '../../../../wire/jmap/scalar.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'
import { type FoundMessage, messagesOf, Unreadable } from './messages-of.ts'
import { ZipBomb } from './zip-entries.ts'

/** Messages that go in one request; of bytes, what remains under the server's limit once it is base64. */
const MOST_AT_ONCE = 50
const BYTES_AT_ONCE = 3 * 1024 * 1024

export interface Imported {
  readonly imported: number
  /** Were in the mailbox already. */
  readonly existing: number
  readonly left: Readonly<Record<Left, number>>
  /** Names of files that could not be read, or not to their end. */
  readonly unreadable: readonly string[]
  /** Those that unzip to far more than mail. */
  readonly bombs: readonly string[]
}

/** Why a message was left out. */
export type Left = 'tooLarge' | 'noMessage' | 'refused'

export interface ImportHooks {
  /** Bytes of all the files that are done with. */
  onProgress(read: number, so: Imported): void
}

/** The account is full: nothing more can come. */
export class NoRoom extends Error {}

/** Puts the messages of files into a mailbox, in their order and so many at a time; throws where it cannot go on. */
export async function importMessages(
  client: Client,
  { accountId, mailboxId }: { accountId: string; mailboxId: string },
  files: readonly File[],
  { onProgress }: ImportHooks,
  signal: AbortSignal,
): Promise<void> {
  const { maxSizeUpload } = client.limits
  const left = { tooLarge: 0, noMessage: 0, refused: 0 }
  const unreadable: string[] = []
  const bombs: string[] = []
  let imported = 0
  let existing = 0
  const soFar = (): Imported => ({
    imported,
    existing,
    left: { ...left },
    unreadable: [...unreadable],
    bombs: [...bombs],
  })
  let batch: FoundMessage[] = []
  let before = 0
  const send = async (): Promise<void> => {
    const { length } = batch
    const faults = await sendBatch(client, accountId, client.resolve(mailboxId), batch)
    for (const fault of faults)
      if (fault === 'existing') existing++
      else left[fault]++
    imported += length - faults.length
    batch = []
  }
  const take = async (file: File): Promise<void> => {
    for await (const message of messagesOf(file, maxSizeUpload)) {
      signal.throwIfAborted()
      if (message.isCut) left.tooLarge++
      else batch.push(message)
      const size = batch.reduce((sum, { bytes }) => sum + bytes.length, 0)
      if (batch.length < MOST_AT_ONCE && size < BYTES_AT_ONCE) continue
      await send()
      onProgress(before + message.read, soFar())
    }
  }
  for (const file of files) {
    // One that cannot be read does not hold up the others.
    await take(file).catch(error => {
      if (error instanceof Unreadable) unreadable.push(file.name)
      else if (error instanceof ZipBomb) bombs.push(file.name)
      else throw error
    })
    before += file.size
  }
  if (batch.length > 0) await send()
  onProgress(before, soFar())
}

/** Why some were not imported. */
async function sendBatch(
  client: Client,
  accountId: string,
  mailboxId: string,
  batch: readonly FoundMessage[],
): Promise<readonly (Left | 'existing')[]> {
  const big = new Map<number, string>()
  for (const [at, { bytes }] of batch.entries())
    if (bytes.length >= BYTES_AT_ONCE) big.set(at, await uploadWhole(client, accountId, bytes))
  const small = [...batch.entries()].filter(([at]) => !big.has(at))
  const create = Object.fromEntries(
    small.map(([at, { bytes }]) => [`b${at}`, { data: [{ 'data:asBase64': base64(bytes) }] }]),
  )
  const emails = Object.fromEntries(
    batch.map((message, at) => [`e${at}`, wishOf(message, big.get(at) ?? `#b${at}`, mailboxId)]),
  )
  const calls: Invocation[] = [['Email/import', { accountId, emails, skipExisting: true }, 'import']]
  if (small.length > 0) calls.unshift(['Blob/upload', { accountId, create }, 'upload'])
  const answers = await client.ask([CORE, BLOB, MAIL, BASTIDE_MAIL], calls)
  const { notCreated } = answers.read('import', 'Email/import')
  return Object.values(isObject(notCreated) ? notCreated : {}).map(leftOf)
}

/** What waits on this device until the server is back is of no use here. */
async function uploadWhole(
  client: Client,
  accountId: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { blobId } = await client.upload(new Blob([bytes], { type: 'message/rfc822' }), { accountId })
  return blobId
}

function wishOf({ bytes, date, keywords }: FoundMessage, blobId: string, mailboxId: string): JsonObject {
  const at = date ?? dateOf(bytes)
  return {
    blobId,
    mailboxIds: { [mailboxId]: true },
    keywords: Object.fromEntries(keywords.map(keyword => [keyword, true])),
    ...(at && { receivedAt: writeUTCDate(at) }),
  }
}

/** When it was written, for one that never came through a server; the server knows better for the others. */
function dateOf(bytes: Uint8Array): Date | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64 * 1024)).split(/\r?\n\r?\n/, 1)[0]!
  const written = /^received:/im.test(head) ? null : /^date:\s*(.+)$/im.exec(head)?.[1]
  const date = new Date(written ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
}

function leftOf(error: unknown): Left | 'existing' {
  const type = isObject(error) ? error['type'] : null
  if (type === 'overQuota') throw new NoRoom('the account is full')
  if (type === 'alreadyExists') return 'existing'
  if (type === 'invalidEmail') return 'noMessage'
  return type === 'tooLarge' ? 'tooLarge' : 'refused'
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
