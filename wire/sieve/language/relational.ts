import { comparatorNames } from '../comparator.ts'
import type { Extension } from '../language.ts'

/** Capabilities that bring tags, or comparators, to tests that are there without them. */
// RFC 5231 §4; RFC 5228 §2.7.3, §2.4.2.4
export const bare: readonly Extension[] = [
  { name: 'relational' },
  { name: 'regex' },
  { name: 'encoded-character' },
  ...comparatorNames().map(name => ({ name: `comparator-${name}` })),
]
