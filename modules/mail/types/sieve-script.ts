import {
  blob,
  boolean,
  by,
  contains,
  descriptor,
  equals,
  type RecordOf,
  text,
} from '../../../lib/descriptor.ts'
import { SIEVE } from './capability.ts'

export const MAX_SCRIPT_NAME = 255
/** Octets of a script. */
export const MAX_SCRIPT_SIZE = 256 * 1024

// RFC 9661 §2
export const sieveScript = descriptor({
  name: 'SieveScript',
  capability: SIEVE,
  prefix: 'si',
  properties: {
    name: text({ max: MAX_SCRIPT_NAME }),
    blobId: blob({ column: 'blob_digest' }),
    isActive: boolean({ setter: 'server', default: false }),
  },
  // RFC 9661 §2.4
  filters: { name: contains('name'), isActive: equals('isActive') },
  sorts: { name: by('name'), isActive: by('isActive') },
  order: [{ sort: 'name', ascending: true }],
  // RFC 9661 §2.3: its /set has arguments of its own, see jmap/sieve.
  methods: ['get', 'changes', 'query', 'queryChanges'],
})
export type SieveScript = RecordOf<typeof sieveScript>
