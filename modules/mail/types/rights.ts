// RFC 8621 §2; the order fixes the bits in the database
export const MAILBOX_RIGHTS = [
  'mayReadItems',
  'mayAddItems',
  'mayRemoveItems',
  'maySetSeen',
  'maySetKeywords',
  'mayCreateChild',
  'mayRename',
  'mayDelete',
  'maySubmit',
  // RFC 9670 §4
  'mayShare',
] as const
/** What one needs to answer the mail of a mailbox, and to file it. */
export const HANDLING = [
  'mayReadItems',
  'mayAddItems',
  'mayRemoveItems',
  'maySetSeen',
  'maySetKeywords',
  'maySubmit',
] as const satisfies readonly (typeof MAILBOX_RIGHTS)[number][]

/** What senders have of records beside the mailboxes; readers only look. */
export const SENDERS = {
  maySendOnBehalf: ['mayRead'],
  maySendAs: ['mayRead'],
  mayManage: ['mayRead', 'mayWrite'],
}
export const WRITERS = {
  ...SENDERS,
  maySendOnBehalf: ['mayRead', 'mayWrite'],
  maySendAs: ['mayRead', 'mayWrite'],
}

export type MailboxRight = (typeof MAILBOX_RIGHTS)[number]
