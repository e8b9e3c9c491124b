import {
  boolean,
  by,
  choice,
  descriptor,
  integer,
  type RecordOf,
  text,
  texts,
} from '../../../lib/descriptor.ts'
import { ADMIN } from './capability.ts'

/** What a signature may say of whoever writes, each in braces. */
export const SIGNATURE_WORDS = ['name', 'title', 'service', 'email', 'organisation'] as const
export const SIGNATURE_AUDIENCES = ['everybody', 'services', 'groups', 'domains'] as const

/** What an organisation puts under what its people write, in its directory: the first that fits, by rank. */
export const organisationSignature = descriptor({
  name: 'OrganisationSignature',
  capability: ADMIN,
  prefix: 'os',
  properties: {
    name: text({ max: 200 }),
    /** HTML of the editor's own making, with words in braces; cleaned when it is put somewhere. */
    html: text({ max: 50_000, default: '' }),
    audience: choice(SIGNATURE_AUDIENCES, { default: 'everybody' }),
    /** Names of services, ids of groups or names of domains, as the audience says. */
    targets: texts({ max: 200, default: [] }),
    /** Only where somebody outside the organisation has the message, too. */
    onlyOutside: boolean({ default: false }),
    /** Not under answers. */
    onlyFirst: boolean({ default: false }),
    isEnabled: boolean({ default: false }),
    rank: integer({ default: 0 }),
  },
  sorts: { rank: by('rank') },
  order: [{ sort: 'rank', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type OrganisationSignature = RecordOf<typeof organisationSignature>
