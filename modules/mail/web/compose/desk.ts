import type { Person } from '../../../../web/ui/field/addresses.ts'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import type { Letter } from './letter.ts'

/** What a letter begins with; to enclose a message is to forward it as the file that it is. */
export interface ComposeStart {
  readonly kind: 'new' | 'reply' | 'replyAll' | 'forward' | 'enclose' | 'draft' | 'mailto'
  readonly accountId?: string
  /** The message that is answered, forwarded or gone on with. */
  readonly emailId?: string
  readonly to?: readonly Person[]
  readonly cc?: readonly Person[]
  readonly bcc?: readonly Person[]
  readonly subject?: string
  /** Plain text. */
  readonly body?: string
  /** `mailto:…`, which says all of these. */
  readonly href?: string
  /** A draft that the server would not have: what stands in it. */
  readonly record?: JsonObject
}

export type Place = 'window' | 'wide' | 'bar' | 'inline'

/** A letter being written, and where it lies. */
export interface Sheet {
  readonly key: number
  readonly start: ComposeStart
  readonly place: Place
  /** The conversation under which it is written. */
  readonly threadId: string | null
  /** What stood in it when it was sent, or put away: a sending taken back, a session that ended. */
  readonly kept: Letter | null
  /** Why it lies here again. */
  readonly fault: string | null
}

/** The open letters, latest last. Outside of React, so that anything may open one. */
export class Desk {
  #sheets: readonly Sheet[] = []
  #next = 1
  #owner: string | null = null
  readonly #early = new Map<number, string>()
  readonly #notices = new Set<() => void>()

  readonly sheets = (): readonly Sheet[] => this.#sheets

  readonly subscribe = (notice: () => void): (() => void) => {
    this.#notices.add(notice)
    return () => this.#notices.delete(notice)
  }

  /** A draft that lies open already is brought forward, not opened twice. */
  open(
    start: ComposeStart,
    {
      threadId = null,
      kept = null,
      fault = null,
    }: { threadId?: string | null; kept?: Letter | null; fault?: string | null } = {},
  ): void {
    const same = this.#sheets.find(
      sheet => (start.kind === 'draft' && isSame(sheet.start, start)) || isUnder(sheet, threadId),
    )
    if (same) this.place(same.key, same.place === 'bar' ? 'window' : same.place)
    else
      this.#set([
        ...this.#sheets,
        { key: this.#next++, start, place: threadId === null ? 'window' : 'inline', threadId, kept, fault },
      ])
  }

  place(key: number, place: Place): void {
    this.#set(this.#sheets.map(sheet => (sheet.key === key ? { ...sheet, place } : sheet)))
  }

  /** What stands in a letter, for when it is drawn again. */
  keep(key: number, kept: Letter): void {
    this.#sheets = this.#sheets.map(sheet => (sheet.key === key ? { ...sheet, kept } : sheet))
  }

  /** What is typed before the fields of a letter have come; it stands in the one that has the focus first. */
  keepEarly(key: number, text: string): void {
    this.#early.set(key, text)
  }

  takeEarly(key: number): string {
    const text = this.#early.get(key) ?? ''
    this.#early.delete(key)
    return text
  }

  /** Nothing of one person is before the eyes of the next. */
  clear(): void {
    this.#early.clear()
    this.#set([])
  }

  /** Letters are of one person; those of another are taken away. */
  belongTo(address: string): void {
    if (this.#owner !== null && this.#owner !== address) this.clear()
    this.#owner = address
  }

  close(key: number): void {
    this.#early.delete(key)
    this.#set(this.#sheets.filter(sheet => sheet.key !== key))
  }

  #set(sheets: readonly Sheet[]): void {
    this.#sheets = sheets
    for (const notice of this.#notices) notice()
  }
}

export const isForward = ({ kind }: ComposeStart): boolean => kind === 'forward' || kind === 'enclose'

const isSame = (one: ComposeStart, other: ComposeStart): boolean =>
  one.emailId !== undefined &&
  one.emailId === other.emailId &&
  one.accountId === other.accountId &&
  one.kind === other.kind

/** One answer at a time under a conversation. */
const isUnder = (sheet: Sheet, threadId: string | null): boolean =>
  threadId !== null && sheet.place === 'inline' && sheet.threadId === threadId

export const desk = new Desk()

/** Begins a letter in a window of its own. */
export const openCompose = (start: ComposeStart): void => desk.open(start)
