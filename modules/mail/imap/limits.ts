// What we tune.

/** What a client may say before it is greeted as somebody. */
export const LOGIN_MS = 3 * 60_000
/** A client that does not read what it asked for. */
export const STALLED_MS = 5 * 60_000
/** How long a server that stops waits for its connections to end. */
export const CLOSE_MS = 5000
/** Commands in a row that cannot be read. */
export const MAX_BAD = 20
/** Logins that fail on one connection; each waits longer than the one before. */
export const MAX_FAILED_LOGINS = 4
export const FAILED_LOGIN_MS = 400
export const MAX_CONNECTIONS_OF_PLACE = 200
export const MAX_CONNECTIONS_OF_ACTOR = 60
/** How long the rights of a login are believed before they are looked at again. */
export const TRUST_MS = 60_000

/** Messages whose rows are read at once. */
export const FETCH_ROWS = 250
/** Octets of messages held in memory at once; what is larger by itself is streamed. */
export const FETCH_OCTETS = 4 * 1024 * 1024
export const STREAMED_OCTETS = 256 * 1024
/** Messages that one transaction changes; a larger set is several. */
export const WRITE_ROWS = 5_000

// What the specification fixes.

/** RFC 9051 §5.4 */
export const IDLE_MS = 30 * 60_000
