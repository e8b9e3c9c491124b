/** How often a client is asked whether it is still there; one that does not answer until the next time has gone. */
export const PING_MS = 2_000
/** How often those who are present are told of again to the other processes. */
export const RENEW_MS = 5_000
/** How long somebody of another process counts without having been told of again: it may have died. */
export const FORGET_MS = 12_000
/** Grounds that one connection may have joined. */
export const MAX_JOINED = 200
export const MAX_MESSAGE_BYTES = 4_096
/** Messages that one connection may send in a second; beyond it, it is closed. */
export const MAX_MESSAGES_PER_S = 50
