import type { Capability, Module } from '../../../core/module.ts'
import { type Access, delegateBit, mayDelegated } from '../../../store/access.ts'
import { capabilityNames } from '../../../wire/sieve/extensions.ts'
import { MAX_REDIRECTS } from '../../../wire/sieve/limits.ts'
import { MAX_MAILBOX_DEPTH } from '../model/mailbox.ts'
import type { Manner } from '../model/sender.ts'
import { MAX_SCRIPTS } from '../model/sieve/scripts.ts'
import {
  BASTIDE_MAIL,
  email,
  MAIL,
  MAX_DELAY_SECONDS,
  MAX_MAILBOX_NAME,
  MAX_MAILBOXES_PER_EMAIL,
  MAX_SCRIPT_NAME,
  MAX_SCRIPT_SIZE,
  SIEVE,
  SUBMISSION,
  VACATION,
} from '../types.ts'

// RFC 8621 §1.3.1
const mail: Capability = {
  session: () => ({}),
  account: (house, access) => ({
    maxMailboxesPerEmail: MAX_MAILBOXES_PER_EMAIL,
    maxMailboxDepth: MAX_MAILBOX_DEPTH,
    // Octets, of which a letter takes three at most in the names that people give.
    maxSizeMailboxName: MAX_MAILBOX_NAME,
    maxSizeAttachmentsPerEmail: Math.floor(house.config.mail.maxSize * BASE64_SHARE),
    emailQuerySortOptions: Object.keys(email.sorts),
    mayCreateTopLevelMailbox: mayDelegated(access, 'mayManage') && !access.readOnly,
  }),
}

/** What base64 leaves of a message for its attachments. */
const BASE64_SHARE = 0.72

// RFC 8621 §1.3.2
const submission: Capability = {
  session: () => ({}),
  account: (_, access) =>
    mayDelegated(access, 'maySendOnBehalf', 'maySendAs')
      ? { maxDelayedSend: MAX_DELAY_SECONDS, submissionExtensions: { FUTURERELEASE: [], DSN: [] } }
      : null,
}

// RFC 9661 §1.3.1
const sieve: Capability = {
  session: () => ({ implementation: 'Bastide' }),
  account: (_, access) =>
    access.owner
      ? {
          // Octets, of which a letter takes three at most in the names that people give.
          maxSizeScriptName: MAX_SCRIPT_NAME * 3,
          maxSizeScript: MAX_SCRIPT_SIZE,
          maxNumberScripts: MAX_SCRIPTS,
          maxNumberRedirects: MAX_REDIRECTS,
          sieveExtensions: capabilityNames(),
          notificationMethods: null,
          externalLists: null,
        }
      : null,
}

// RFC 8621 §1.3.3
const vacation: Capability = { session: () => ({}), account: (_, access) => (access.owner ? {} : null) }

/** What the reader may do with the account as a whole. */
const own: Capability = {
  session: () => ({}),
  account: (_, access, { personal }) => ({
    // Whoever sees it all sees who answers, takes care and comments.
    isWhole: mayDelegated(access, 'mayRead', 'mayManage'),
    mayManage: mayDelegated(access, 'mayManage'),
    sends: personal ? 'own' : mannerOf(access),
  }),
}

/** Whoever only manages a mailbox writes nothing in its name. */
function mannerOf({ delegated = 0 }: Access): Manner | null {
  if (delegated & delegateBit('maySendAs')) return 'as'
  return delegated & delegateBit('maySendOnBehalf') ? 'onBehalf' : null
}

export const capabilities: Module['capabilities'] = {
  [MAIL]: mail,
  [SUBMISSION]: submission,
  [SIEVE]: sieve,
  [VACATION]: vacation,
  [BASTIDE_MAIL]: own,
}
