// What we tune.

/** Octets of one line, without its literals. RFC 9051 §4 asks servers for 8192 at least. */
export const MAX_LINE = 65_536
/** Octets of one command held in memory: its lines and the literals kept in the frame. */
export const MAX_FRAME = 262_144
/** Octets of one literal kept in the frame; a message goes through a diversion instead. */
export const MAX_KEPT_LITERAL = 65_536
/** Literals in one command. */
export const MAX_LITERALS = 200
/** Parentheses, NOT and OR inside one another. */
export const MAX_DEPTH = 100
/** Ranges of one sequence set. */
export const MAX_RANGES = 20_000
/** Members of one parenthesised list. */
export const MAX_LIST = 2_000
/** Patterns of one LIST. */
export const MAX_PATTERNS = 50
/** Octets of a quoted string that we write; what is longer goes as a literal. */
export const MAX_QUOTED = 1_024

// What the specification fixes.

/** RFC 9051 §9 (number) */
export const MAX_NUMBER = 4_294_967_295
/** RFC 9051 §9 (number64) asks for 63 bits; a JavaScript integer holds 53, enough for every size and seq. */
export const MAX_NUMBER64 = Number.MAX_SAFE_INTEGER
/** RFC 2971 §3.3 */
export const MAX_ID_FIELDS = 30
