import type { Extension } from '../language.ts'
import { checkUse } from './keep.ts'

// RFC 5490 §3.1
export const mailbox: Extension = {
  name: 'mailbox',
  tests: [
    {
      name: 'mailboxexists',
      arguments: [{ name: 'mailboxes', kind: 'strings' }],
      test: (call, run) => run.texts(call.arguments[0]).every(name => run.facts.mailboxes.has(name)),
    },
  ],
}

// RFC 9042 §5
export const mailboxid: Extension = {
  name: 'mailboxid',
  tests: [
    {
      name: 'mailboxidexists',
      arguments: [{ name: 'ids', kind: 'strings' }],
      test: (call, run) => run.texts(call.arguments[0]).every(id => run.facts.mailboxes.hasId(id)),
    },
  ],
}

// RFC 8579 §3
export const specialUse: Extension = {
  name: 'special-use',
  tests: [
    {
      name: 'specialuse_exists',
      arguments: [
        { name: 'mailbox', kind: 'string', isOptional: true },
        { name: 'uses', kind: 'strings', check: checkUse },
      ],
      test(call, run) {
        const [name, uses] = call.arguments
        const mailbox = name ? run.text(name) : null
        return run.texts(uses).every(use => run.facts.mailboxes.hasUse(use, mailbox))
      },
    },
  ],
}
