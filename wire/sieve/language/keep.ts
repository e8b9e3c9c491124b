import { readAddresses } from '../../mime/address.ts'
import type { Call, Complain, Extension, Run, TagSpec, Value } from '../language.ts'
import { isDeliverable } from '../reply-address.ts'
import { constantOf } from '../text.ts'
import { FLAG_TAGS, flagsFor } from './flags.ts'

/** The message stays in the inbox as well. RFC 3894 §3 */
const COPY_TAGS: Readonly<Record<string, TagSpec>> = { ':copy': { needs: 'copy' } }

/** The header as the script left it; null while it is the message's own. */
export const changedFields = (run: Run) => (run.fields === run.letter.fields ? null : run.fields)

// RFC 5228 §4.2, §4.3, §4.4
export const keep: Extension = {
  name: null,
  commands: [
    {
      name: 'keep',
      tags: FLAG_TAGS,
      run(call, run) {
        run.act({ kind: 'keep', flags: flagsFor(call, run), fields: changedFields(run), isImplicit: false })
        run.cancelKeep()
      },
    },
    { name: 'discard', run: (_, run) => run.cancelKeep() },
    {
      name: 'redirect',
      tags: COPY_TAGS,
      arguments: [{ name: 'address', kind: 'string', check: checkAddress }],
      run(call, run) {
        const address = run.text(call.arguments[0]).trim()
        const plain = addressOf(address) ?? run.fail('badAddress', { name: address })
        run.act({ kind: 'redirect', address: plain, fields: changedFields(run) })
        if (!call.tags.has(':copy')) run.cancelKeep()
      },
    },
  ],
}

/** "Name <a@b>" is as good as the address alone. */
export function addressOf(text: string): string | null {
  const [one, ...others] = readAddresses(text)
  return one && others.length === 0 && isDeliverable(one.email) ? one.email : null
}

function checkAddress(value: Value, complain: Complain): void {
  const text = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (text !== null && addressOf(text.trim()) === null) complain('badAddress', { name: text })
}

// RFC 5228 §4.1
export const fileinto: Extension = {
  name: 'fileinto',
  commands: [
    {
      name: 'fileinto',
      tags: {
        ...COPY_TAGS,
        ...FLAG_TAGS,
        // RFC 5490 §3.2
        ':create': { needs: 'mailbox' },
        // RFC 9042 §4.1
        ':mailboxid': { value: 'string', needs: 'mailboxid', group: 'which' },
        // RFC 8579 §4
        ':specialuse': { value: 'string', needs: 'special-use', group: 'which', check: checkUse },
      },
      arguments: [{ name: 'mailbox', kind: 'string', check: checkMailbox }],
      run(call, run) {
        const mailbox = run.text(call.arguments[0])
        if (!isMailboxName(mailbox)) run.fail('badMailbox', { name: mailbox })
        run.act({
          kind: 'fileinto',
          mailbox,
          mailboxId: textOf(call, run, ':mailboxid'),
          specialUse: textOf(call, run, ':specialuse'),
          create: call.tags.has(':create'),
          flags: flagsFor(call, run),
          fields: changedFields(run),
        })
        if (!call.tags.has(':copy')) run.cancelKeep()
      },
    },
  ],
}

const textOf = (call: Call, run: Run, tag: string): string | null => {
  const value = call.tags.get(tag)
  return value ? run.text(value) : null
}

/** Octets that are no text have become a character of replacement. */
const isMailboxName = (name: string): boolean =>
  name !== '' && name.length <= 1000 && name.isWellFormed() && !/[\0-\x1f\x7f\ufffd]/.test(name)

function checkMailbox(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name !== null && !isMailboxName(name)) complain('badMailbox', { name })
}

// RFC 8579 §2
export function checkUse(value: Value, complain: Complain): void {
  const names = value.kind === 'texts' ? value.texts.map(constantOf) : []
  for (const name of names)
    if (name !== null && !/^\\[A-Za-z][\w$-]*$/.test(name)) complain('badFlag', { name })
}

// RFC 3894 §3
export const copy: Extension = { name: 'copy' }
