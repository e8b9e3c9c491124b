import { MECHANISM_NAMES } from '../sasl/mechanisms.ts'
import type { Session } from './session.ts'

const AUTH = MECHANISM_NAMES.map(mechanism => `AUTH=${mechanism}`)

/** What works in every state. */
const ALWAYS = ['IMAP4rev1', 'IMAP4rev2', 'LITERAL+', 'SASL-IR', 'ID', 'ENABLE', 'IDLE'] as const

/** What works once somebody is logged in; told beforehand too, as clients decide by it. */
const MAIL = [
  'NAMESPACE',
  'CHILDREN',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'SPECIAL-USE',
  'CREATE-SPECIAL-USE',
  'STATUS=SIZE',
  'LIST-MYRIGHTS',
  'ACL',
  'RIGHTS=kxte',
  'QUOTA',
  'QUOTA=RES-STORAGE',
  'UIDPLUS',
  'MOVE',
  'UNSELECT',
  'ESEARCH',
  'PARTIAL',
  'SORT',
  'SORT=DISPLAY',
  'ESORT',
  'THREAD=ORDEREDSUBJECT',
  'THREAD=REFERENCES',
  'SEARCHRES',
  'WITHIN',
  'CONDSTORE',
  'QRESYNC',
  'OBJECTID',
  'PREVIEW',
  'SAVEDATE',
  'METADATA',
  'BINARY',
  'MULTIAPPEND',
  'REPLACE',
  'UTF8=ACCEPT',
] as const

// RFC 9051 §6.1.1
export function capabilitiesOf({ actor, connection, house }: Session): string[] {
  const login = actor ? [] : connection.private ? AUTH : ['LOGINDISABLED']
  const tls = actor || connection.secure ? [] : ['STARTTLS']
  const compress = connection.compressed ? [] : ['COMPRESS=DEFLATE']
  return [...ALWAYS, ...tls, ...login, ...MAIL, ...compress, `APPENDLIMIT=${house.config.mail.maxSize}`]
}
