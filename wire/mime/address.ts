import { readTokens, type Token } from './address-tokens.ts'
import { decodeEncodedWords } from './encoded-words.ts'

export interface EmailAddress {
  name: string | null
  email: string
}

export interface AddressGroup {
  /** Null for the addresses that stand in no group. */
  name: string | null
  addresses: EmailAddress[]
}

/** RFC 5322 §3.4, with the obsolete forms and what careless senders write; never fails. */
export function readAddressGroups(value: string): AddressGroup[] {
  return readRawGroups(value).map(({ name, addresses }) => ({
    name: name === null ? null : tidyName(name),
    // A name of which nothing is left is none.
    addresses: addresses.map(({ name, email }) => ({ name: tidyName(name ?? '') || null, email })),
  }))
}

/** As above, names left in their encoded-words, as the IMAP envelope wants them. */
export function readRawGroups(value: string): AddressGroup[] {
  const reader = new GroupReader()
  for (const token of readTokens(value)) reader.take(token)
  reader.endAddress()
  return reader.groups
}

class GroupReader {
  readonly groups: AddressGroup[] = []
  current: AddressGroup | null = null
  entry: Token[] = []
  // RFC 5322 §4.4: inside `<@relay,@relay:address>` a comma does not end the address.
  angle: 'none' | 'open' | 'route' | 'address' = 'none'

  take(token: Token): void {
    const { kind } = token
    if (kind === ':' && this.angle === 'none' && !this.isInGroup()) this.beginGroup()
    else if (kind === ';') this.endGroup()
    else if (kind === ',' && this.angle !== 'route') this.endAddress()
    else this.addToEntry(token)
  }

  isInGroup(): boolean {
    return this.current !== null && this.current.name !== null
  }

  beginGroup(): void {
    this.current = { name: phrase(this.entry) ?? '', addresses: [] }
    this.groups.push(this.current)
    this.entry = []
  }

  endGroup(): void {
    this.endAddress()
    if (this.isInGroup()) this.current = null
  }

  endAddress(): void {
    const address = readMailbox(this.entry)
    this.entry = []
    this.angle = 'none'
    if (address === null) return
    if (this.current === null) {
      this.current = { name: null, addresses: [] }
      this.groups.push(this.current)
    }
    this.current.addresses.push(address)
  }

  addToEntry(token: Token): void {
    this.entry.push(token)
    const { kind } = token
    if (kind === '<') this.angle = 'open'
    else if (kind === '>') this.angle = 'none'
    else if (this.angle === 'open' && kind !== 'comment') this.angle = kind === '@' ? 'route' : 'address'
    else if (this.angle === 'route' && kind === ':') this.angle = 'address'
  }
}

/** All the addresses, those of groups among them. */
export function readAddresses(value: string): EmailAddress[] {
  return readAddressGroups(value).flatMap(group => group.addresses)
}

function readMailbox(entry: Token[]): EmailAddress | null {
  const open = entry.findIndex(token => token.kind === '<')
  if (open !== -1) return angleMailbox(entry, open)
  const at = entry.findIndex(token => token.kind === '@')
  if (at !== -1) return bareMailbox(entry, at)
  const text = phrase(entry)
  return text === null ? null : { name: comment(entry), email: text }
}

function angleMailbox(entry: Token[], open: number): EmailAddress | null {
  const close = entry.findIndex((token, i) => i > open && token.kind === '>')
  const inside = entry
    .slice(open + 1, close === -1 ? undefined : close)
    .filter(token => token.kind !== 'comment')
  const route = inside[0]?.kind === '@' ? inside.findIndex(token => token.kind === ':') : -1
  const email = addressText(inside.slice(route + 1))
  const name = phrase(entry.slice(0, open)) ?? comment(entry)
  return email === '' && name === null ? null : { name, email }
}

/** The drafts of people in the middle of a word are no addresses yet: they come back as they are. */
function addressText(tokens: Token[]): string {
  if (!tokens.some(token => token.kind === '@')) return phrase(tokens) ?? ''
  return tokens.map(addrText).join('')
}

/** An address without angle brackets; what stands apart from it is taken for a name. */
function bareMailbox(entry: Token[], at: number): EmailAddress {
  let first = at
  while (first > 0 && isGlued(entry[first - 1]!, entry[first]!)) first--
  let last = at
  while (last < entry.length - 1 && isGlued(entry[last]!, entry[last + 1]!)) last++
  const email = entry
    .slice(first, last + 1)
    .filter(token => token.kind !== 'comment')
    .map(addrText)
    .join('')
  const rest = [...entry.slice(0, first), ...entry.slice(last + 1)]
  return { name: phrase(rest) ?? comment(entry), email }
}

// RFC 5322 §4.4: blanks may stand around the dots and the @ of an address.
function isGlued(left: Token, right: Token): boolean {
  if (left.kind === 'comment' || right.kind === 'comment') return false
  return !right.spaced || isJoint(left) || isJoint(right)
}

function isJoint(token: Token): boolean {
  return token.kind === '@' || (token.kind === 'atom' && token.text === '.')
}

function addrText(token: Token): string {
  return token.kind === 'quoted' ? quoteLocalPart(token.text) : token.text
}

/** A local part as an address has it: between quotes where it needs them. RFC 5322 §3.4.1 */
export function quoteLocalPart(text: string): string {
  return /^[^\s"\\()<>@,;:[\]]+$/.test(text) && !/^\.|\.\.|\.$/.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Null where there is nothing to show. */
function phrase(tokens: Token[]): string | null {
  let text = ''
  for (const token of tokens) {
    if (token.kind === 'comment') continue
    text += token.spaced && text !== '' ? ` ${token.text}` : token.text
  }
  return text.trim() === '' ? null : text.trim()
}

// RFC 8621 §4.1.2.3: a comment after the address serves as the name that is missing.
function comment(tokens: Token[]): string | null {
  const text = tokens.findLast(token => token.kind === 'comment')?.text.trim() ?? ''
  return text === '' ? null : text
}

function tidyName(name: string): string {
  return decodeEncodedWords(name)
    .replace(/[\s\x00-\x1f\x7f]+/g, ' ')
    .trim()
    .normalize('NFC')
}
