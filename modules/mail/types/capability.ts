// RFC 8621 §1.3.1
export const MAIL = 'urn:ietf:params:jmap:mail'
// RFC 8621 §1.3.2
export const SUBMISSION = 'urn:ietf:params:jmap:submission'
// RFC 9661 §1.3.1
export const SIEVE = 'urn:ietf:params:jmap:sieve'
// RFC 8621 §1.3.3
export const VACATION = 'urn:ietf:params:jmap:vacationresponse'
/** Ours: `Email/render`, `Email/sift`, `SieveRun`, and the colour of a mailbox. */
export const BASTIDE_MAIL = 'urn:bastide:mail'
/** Core's, of what administrators alone see and change in the directory. */
export const ADMIN = 'urn:bastide:admin'
