/** A UTCDate (RFC 8620 §1.4) of whole seconds: what rows and the wire hold. */
export const wholeSeconds = (at: Date = new Date()): string => `${at.toISOString().slice(0, 19)}Z`
