// What we tune. A script is a stranger's program: each of these is met with a fault, never with a slow server.

/** Characters of one script. */
export const MAX_SCRIPT = 256 * 1024
/** Blocks and tests inside one another. RFC 5228 §8.4 asks for 15 at least. */
export const MAX_NESTING = 32
/** Commands and tests of one script. */
export const MAX_NODES = 20_000
/** Strings of one list. */
export const MAX_LIST = 2_000
/** Faults that are told of one script. */
export const MAX_FAULTS = 50
/** Commands and tests that one message may have run. */
export const MAX_STEPS = 100_000
/** Characters that one message may have compared, over all tests. */
export const MAX_COMPARED = 50_000_000
/** Characters of a subject that a regular expression looks at: its engine is linear, yet not fast. */
export const MAX_REGEX_SUBJECT = 128 * 1024
/** Characters that one message may have gone through regular expressions. */
export const MAX_REGEX_COMPARED = 2_000_000
/** Characters of a pattern. */
export const MAX_REGEX = 2_000
/** Things done to one message. */
export const MAX_ACTIONS = 32
/** RFC 5228 §10: a message must not multiply. */
export const MAX_REDIRECTS = 4
/** Includes inside one another, and scripts of one program. RFC 6609 §3.2 */
export const MAX_INCLUDE_DEPTH = 10
export const MAX_INCLUDED = 50
/** Loops over the parts of a message inside one another. RFC 5703 §3 */
export const MAX_PART_LOOPS = 4
/** RFC 5229 §6 asks for 128 variables and 4000 characters at least. */
export const MAX_VARIABLES = 255
export const MAX_VARIABLE = 65_536
/** Characters of a variable's name. */
export const MAX_VARIABLE_NAME = 64
/** Wildcards and groups whose matches are kept. RFC 5229 §3.2 asks for 9 at least. */
export const MAX_MATCHES = 32
/** Octets of a body that are decoded for one part. */
export const MAX_BODY_PART = 1024 * 1024
/** Octets of all parts that are read as a person reads them: those of HTML cost the most. */
export const MAX_BODY_TEXTS = 4 * 1024 * 1024
/** Octets of one field that a script adds. */
export const MAX_ADDED_FIELD = 8192
/** Flags that a script keeps. */
export const MAX_FLAGS = 100

// What the specifications fix.

/** RFC 5228 §2.4.1: 31 bits at least; we take 32. */
export const MAX_NUMBER = 4_294_967_295
/** RFC 5230 §4.1: days between two answers to one correspondent. */
export const MIN_VACATION_DAYS = 1
export const DEFAULT_VACATION_DAYS = 7
export const MAX_VACATION_DAYS = 90
