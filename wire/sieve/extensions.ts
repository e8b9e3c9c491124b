import { address, envelope, subaddress } from './language/address.ts'
import { body } from './language/body.ts'
import { control } from './language/control.ts'
import { date } from './language/date.ts'
import { duplicate } from './language/duplicate.ts'
import { editheader } from './language/edit-header.ts'
import { environment } from './language/environment.ts'
import { foreverypart } from './language/every-part.ts'
import { extracttext } from './language/extract-text.ts'
import { imap4flags } from './language/flags.ts'
import { header, index } from './language/header.ts'
import { ihave } from './language/ihave.ts'
import { include } from './language/include.ts'
import { copy, fileinto, keep } from './language/keep.ts'
import { mailbox, mailboxid, specialUse } from './language/mailbox.ts'
import { mime } from './language/mime.ts'
import { ereject, reject } from './language/reject.ts'
import { bare } from './language/relational.ts'
import { spamtest, spamtestplus, virustest } from './language/spam.ts'
import { vacation, vacationSeconds } from './language/vacation.ts'
import { variables } from './language/variables.ts'
import type { Extension } from './language.ts'

/** The whole language. */
export const EXTENSIONS: readonly Extension[] = [
  control,
  keep,
  header,
  address,
  fileinto,
  copy,
  reject,
  ereject,
  envelope,
  body,
  variables,
  vacation,
  vacationSeconds,
  subaddress,
  date,
  index,
  imap4flags,
  editheader,
  mailbox,
  mailboxid,
  specialUse,
  duplicate,
  include,
  ihave,
  foreverypart,
  mime,
  extracttext,
  environment,
  spamtest,
  spamtestplus,
  virustest,
  ...bare,
]

/** Capabilities as `require` and the doors name them. */
export const capabilityNames = (extensions: readonly Extension[] = EXTENSIONS): string[] =>
  extensions.flatMap(({ name }) => name ?? [])
