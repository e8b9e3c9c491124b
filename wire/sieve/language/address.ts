import { readAddresses } from '../../mime/address.ts'
import type { Call, Complain, Extension, TagSpec, Value } from '../language.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'
import { constantOf } from '../text.ts'
import { checkIndex, fieldsOf, INDEX_TAGS } from './header.ts'
import { checkMime, PART_HEADER_TAGS } from './mime.ts'

/** Which part of an address is compared. RFC 5228 §2.7.4; RFC 5233 §4 */
const PART_TAGS: Readonly<Record<string, TagSpec>> = {
  ':all': { group: 'part' },
  ':localpart': { group: 'part' },
  ':domain': { group: 'part' },
  ':user': { group: 'part', needs: 'subaddress' },
  ':detail': { group: 'part', needs: 'subaddress' },
}

/** Parts a mailbox of its own off an address: `claire+factures@…`. */
const SEPARATOR = '+'

/** Null when the address has no such part, and when it is none: then it is compared as a whole alone. */
function partOf(call: Call, address: string): string | null {
  const at = address.lastIndexOf('@')
  const part = [...call.tags.keys()].find(tag => tag !== ':all' && Object.hasOwn(PART_TAGS, tag))
  if (part === undefined) return address
  if (at !== -1 && !ADDRESS.test(address)) return null
  const local = unquoted(at === -1 ? address : address.slice(0, at))
  const separator = local.indexOf(SEPARATOR)
  if (part === ':localpart') return local
  if (part === ':domain') return at === -1 ? null : address.slice(at + 1)
  if (part === ':user') return separator === -1 ? local : local.slice(0, separator)
  return separator === -1 ? null : local.slice(separator + 1)
}

const ADDRESS = /^(?:"(?:[^"\\]|\\.)*"|[^\s"@<>(),:;]+)@(?:\[[^\s\]]+\]|[^\s"@<>(),:;]+)$/

const unquoted = (local: string): string =>
  /^".*"$/.test(local) ? local.slice(1, -1).replace(/\\(.)/g, '$1') : local

const partsOf = (call: Call, addresses: readonly string[]): string[] =>
  addresses.flatMap(address => partOf(call, address) ?? [])

// RFC 5228 §5.1: fields that hold no address cannot be asked.
const ADDRESS_FIELDS = new Set(
  `from to cc bcc sender reply-to resent-from resent-to resent-cc resent-bcc resent-sender resent-reply-to
  return-path delivered-to x-original-to envelope-to envelope-from x-envelope-to x-envelope-from apparently-to
  mail-followup-to mail-reply-to disposition-notification-to return-receipt-to errors-to abuse-reports-to
  x-complaints-to x-report-abuse-to x-admin delivered-by x-beenthere list-post followup-to for-approval`.split(
    /\s+/,
  ),
)

function checkAddressFields(value: Value, complain: Complain): void {
  if (value.kind !== 'texts') return
  for (const text of value.texts) {
    const name = constantOf(text)
    if (name !== null && !ADDRESS_FIELDS.has(name.toLowerCase()))
      complain('badAddressField', { name }, text.start)
  }
}

export const address: Extension = {
  name: null,
  tests: [
    {
      name: 'address',
      tags: { ...MATCH_TAGS, ...PART_TAGS, ...INDEX_TAGS, ...PART_HEADER_TAGS },
      arguments: [
        { name: 'fields', kind: 'strings', check: checkAddressFields },
        { name: 'keys', kind: 'strings' },
      ],
      check(call, complain) {
        checkIndex(call, complain)
        checkMime(call, complain)
        checkMatch(call, 1, complain)
      },
      test(call, run) {
        const [names, keys] = call.arguments
        const known = run.texts(names).filter(name => ADDRESS_FIELDS.has(name.toLowerCase()))
        const addresses = fieldsOf(call, run, known).flatMap(field => readAddresses(field.raw))
        const parts = partsOf(
          call,
          addresses.map(one => one.email),
        )
        return matcherOf(call, run).any(parts, run.texts(keys))
      },
    },
  ],
}

// RFC 5233 §4
export const subaddress: Extension = { name: 'subaddress' }

const ENVELOPE_PARTS = new Set(['from', 'to', 'auth'])

// RFC 5228 §5.4
export const envelope: Extension = {
  name: 'envelope',
  tests: [
    {
      name: 'envelope',
      tags: { ...MATCH_TAGS, ...PART_TAGS },
      arguments: [
        { name: 'parts', kind: 'strings', check: checkEnvelopeParts },
        { name: 'keys', kind: 'strings' },
      ],
      check: (call, complain) => checkMatch(call, 1, complain),
      test(call, run) {
        const { from, to, auth = null } = run.facts.envelope
        const known = new Map([
          ['from', from],
          ['to', to],
          ['auth', auth],
        ])
        const wanted = run.texts(call.arguments[0]).flatMap(part => known.get(part.toLowerCase()) ?? [])
        // The null sender is the empty text, whichever part is asked for.
        const values = wanted.flatMap(one => (one === '' ? [''] : partsOf(call, [one])))
        return matcherOf(call, run).any(values, run.texts(call.arguments[1]))
      },
    },
  ],
}

function checkEnvelopeParts(value: Value, complain: Complain): void {
  if (value.kind !== 'texts') return
  for (const text of value.texts) {
    const name = constantOf(text)
    if (name !== null && !ENVELOPE_PARTS.has(name.toLowerCase()))
      complain('badEnvelopePart', { name }, text.start)
  }
}
