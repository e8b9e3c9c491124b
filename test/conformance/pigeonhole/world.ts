import type { Action } from '../../../wire/sieve/action.ts'
import type { MailboxFacts } from '../../../wire/sieve/facts.ts'
import { faultAt } from '../../../wire/sieve/fault.ts'
import { type Letter, writeLetter } from '../../../wire/sieve/letter.ts'
import { addressedAs, silenceOf, writeVacationReply } from '../../../wire/sieve/reply.ts'
import type { Suite } from './suite.ts'

interface Kept {
  readonly message: Buffer
  readonly flags: readonly string[]
}

interface Sent {
  readonly message: Buffer
  readonly from: string
  readonly to: string
}

/** Mailboxes, and mail that left. */
export class World implements MailboxFacts {
  readonly mailboxes = new Map<string, Kept[]>([['INBOX', []]])
  sent: Sent[] = []
  private readonly suite: Suite

  constructor(suite: Suite) {
    this.suite = suite
  }

  has(name: string): boolean {
    return this.mailboxes.has(nameOf(name))
  }

  hasId(): boolean {
    return false
  }

  hasUse(): boolean {
    return false
  }

  create(name: string): void {
    if (!this.has(name)) this.mailboxes.set(nameOf(name), [])
  }

  find(name: string): readonly Kept[] {
    return this.mailboxes.get(nameOf(name)) ?? []
  }

  /** Does what a script wants; false when something could not be done. */
  execute(actions: readonly Action[], letter: Letter): boolean {
    return actions.every(action => this.act(action, letter))
  }

  private act(action: Action, letter: Letter): boolean {
    if (action.kind === 'keep') return this.keep('INBOX', action, letter)
    if (action.kind === 'fileinto') {
      if (action.create) this.create(action.mailbox)
      return this.keep(action.mailbox, action, letter)
    }
    const { envelope } = this.suite
    if (action.kind === 'redirect') {
      const message = action.fields ? writeLetter(letter, action.fields) : letter.bytes
      this.sent.push({ message, from: nullable(envelope.from), to: action.address })
    }
    if (action.kind === 'vacation') this.answer(action, letter)
    return true
  }

  private keep(
    name: string,
    { flags, fields }: { flags: readonly string[]; fields: Letter['fields'] | null },
    letter: Letter,
  ): boolean {
    const mailbox = this.mailboxes.get(nameOf(name))
    if (!mailbox) {
      this.suite.faults = [faultAt('', 0, 'noSuchMailbox', { name })]
      return false
    }
    mailbox.push({
      message: fields ? writeLetter(letter, fields) : letter.bytes,
      flags: [...flags, DOVECOT_FLAG],
    })
    return true
  }

  private answer(action: Extract<Action, { kind: 'vacation' }>, letter: Letter): void {
    const { envelope } = this.suite
    const sender = nullable(envelope.from)
    const { settings } = this.suite
    const more = [settings.get('sieve_user_email'), settings.get('orig_to')].filter(one => one !== undefined)
    const own = new Set([envelope.to, ...action.addresses, ...more].map(one => one.toLowerCase()))
    if (silenceOf(letter, sender, own) !== null) return
    const message = writeVacationReply(letter, action, {
      to: sender,
      from: { name: null, email: addressedAs(letter, own) ?? envelope.to },
      messageId: `${this.sent.length}@example.com`,
      at: new Date().toISOString(),
    })
    this.sent.push({ message, from: '', to: sender })
  }
}

/** Dovecot looks for attachments as it stores. */
const DOVECOT_FLAG = '$HasNoAttachment'

const nameOf = (name: string): string => (name.toUpperCase() === 'INBOX' ? 'INBOX' : name)

const nullable = (address: string): string => (address === '<>' ? '' : address.replace(/^<(.*)>$/, '$1'))
