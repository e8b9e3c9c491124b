import type { Module, RecordType } from '../../../core/module.ts'
import {
  BASTIDE_MAIL,
  email,
  identity,
  label,
  MAIL,
  messageTemplate,
  SIEVE,
  savedSearch,
  thread,
  VACATION,
} from '../types.ts'
import { assignmentType, commentType, mentionType } from './care/types.ts'
import { changesOf, mailboxChanges } from './changes.ts'
import { openWinmail, readAttachment } from './email/attachment.ts'
import { copyEmails, importEmails } from './email/methods.ts'
import { parseEmails } from './email/parse.ts'
import { queryEmail, queryEmailChanges } from './email/query.ts'
import { readEmail } from './email/read.ts'
import { recall, recallLeft } from './email/recall.ts'
import { renderEmails } from './email/render.ts'
import { getSnippets } from './email/snippet.ts'
import { unsubscribeEmail } from './email/unsubscribe.ts'
import { emailWrite } from './email/write.ts'
import { computeMailbox } from './mailbox/compute.ts'
import { exportMailbox } from './mailbox/export.ts'
import { queryMailbox, queryMailboxChanges } from './mailbox/query.ts'
import { mailboxType } from './mailbox/type.ts'
import { mailboxWrite } from './mailbox/write.ts'
import { setScripts, sieveType, validateScript } from './sieve/methods.ts'
import { runType } from './sieve/run.ts'
import { siftEmails } from './sieve/sift.ts'
import { signatureType } from './signature.ts'
import { identityWrite, readIdentity } from './submission/identity.ts'
import { submissionType } from './submission/type.ts'
import { computeThread } from './thread.ts'
import { getVacation, setVacationResponse } from './vacation.ts'

/** The records of mail as JMAP has them. */
export const types: readonly RecordType[] = [
  {
    ...mailboxType,
    compute: computeMailbox,
    runChanges: mailboxChanges,
    runQuery: queryMailbox,
    runQueryChanges: queryMailboxChanges,
    write: mailboxWrite,
    exportFile: exportMailbox,
  },
  { descriptor: thread, home: 'personal', compute: computeThread, runChanges: changesOf(thread) },
  {
    descriptor: email,
    home: 'personal',
    read: readEmail,
    runChanges: changesOf(email),
    runQuery: queryEmail,
    runQueryChanges: queryEmailChanges,
    write: emailWrite,
  },
  { descriptor: identity, home: 'personal', read: readIdentity, write: identityWrite },
  submissionType,
  { descriptor: label, home: 'personal' },
  { descriptor: messageTemplate, home: 'personal' },
  { descriptor: savedSearch, home: 'personal' },
  assignmentType,
  commentType,
  mentionType,
  sieveType,
  runType,
  signatureType,
]

/** Methods beyond the six of each type. */
export const methods: NonNullable<Module['methods']> = {
  // RFC 8621 §4.7
  'Email/copy': { capability: MAIL, run: copyEmails },
  'Email/import': { capability: MAIL, run: importEmails },
  'Email/parse': { capability: MAIL, run: parseEmails },
  'SearchSnippet/get': { capability: MAIL, run: getSnippets },
  'SieveScript/set': { capability: SIEVE, run: setScripts },
  'SieveScript/validate': { capability: SIEVE, run: validateScript },
  'VacationResponse/get': { capability: VACATION, run: getVacation },
  'VacationResponse/set': { capability: VACATION, run: setVacationResponse },
  'Attachment/open': { capability: BASTIDE_MAIL, run: openWinmail },
  'Attachment/read': { capability: BASTIDE_MAIL, run: readAttachment },
  'Email/sift': { capability: BASTIDE_MAIL, run: siftEmails },
  'Email/render': { capability: BASTIDE_MAIL, run: renderEmails },
  'Email/recall': { capability: BASTIDE_MAIL, run: recall },
  'Email/recallLeft': { capability: BASTIDE_MAIL, run: recallLeft },
  'Email/unsubscribe': { capability: BASTIDE_MAIL, run: unsubscribeEmail },
}
