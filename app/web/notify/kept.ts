import { type DBSchema, deleteDB, openDB } from 'idb'
import type { Mark, Notifier } from '../../../web/face/notify.ts'
import type { Language } from '../../../web/i18n/language.ts'

// What the worker knows by itself, on a device that is told of news: whose it is, how they want to be told, and of what
// they were. The pages write it, and take it away at the sign-out.

export interface Kept {
  readonly accountId: string
  /** The accounts that are told of, their own among them. */
  readonly accountIds: readonly string[]
  /** Of the PushSubscription, and by which name the device is known there. */
  readonly subscriptionId: string
  readonly device: string
  /** The server's key, for which the browser subscribed. */
  readonly key: string
  readonly language: Language
  /** Whether a notification shows who wrote and what. */
  readonly withContent: boolean
  /** Whether what others share is told of too. */
  readonly withShared: boolean
  /** By module and account. */
  readonly marks: Readonly<Record<string, Mark>>
}

export const markKey = ({ module }: Notifier, accountId: string): string => `${module} ${accountId}`

interface Schema extends DBSchema {
  kept: { key: 'device'; value: Kept }
}

const NAME = 'bastide.notify'

const open = () => openDB<Schema>(NAME, 1, { upgrade: database => void database.createObjectStore('kept') })

/** Null where nothing is told of. */
export async function readKept(): Promise<Kept | null> {
  const database = await open()
  try {
    return (await database.get('kept', 'device')) ?? null
  } finally {
    database.close()
  }
}

export async function writeKept(kept: Kept): Promise<void> {
  const database = await open()
  try {
    await database.put('kept', kept, 'device')
  } finally {
    database.close()
  }
  tellPages()
}

/** In one transaction, as pages and the worker write at any time; what was taken away stays away. */
export async function changeKept(change: (kept: Kept) => Kept): Promise<Kept | null> {
  const database = await open()
  try {
    const transaction = database.transaction('kept', 'readwrite')
    const kept = await transaction.store.get('device')
    const changed = kept ? change(kept) : null
    if (changed) await transaction.store.put(changed, 'device')
    await transaction.done
    if (changed) tellPages()
    return changed
  } finally {
    database.close()
  }
}

export async function dropKept(): Promise<void> {
  await deleteDB(NAME)
  tellPages()
}

function tellPages(): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage(null)
  channel.close()
}

/** Hears of every change, wherever it was made. */
export function followKept(listener: () => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.addEventListener('message', listener)
  return () => channel.close()
}
