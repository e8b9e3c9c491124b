import type { Row } from './index.ts'
import type { Misspelling, Reference } from './references.ts'

/** What is wrong between the index and the source, one sentence each; empty when they agree. */
export function check(rows: Row[], references: Reference[], misspellings: Misspelling[]): string[] {
  const listed = new Set(rows.map(row => row.rfc))
  const referred = new Set(references.map(reference => reference.rfc))
  return [
    ...misspellings.map(
      ({ file, line, text }) => `${file}:${line}: “${text}” must be written “RFC 9051 §6.4.8”`,
    ),
    ...references
      .filter(({ rfc }) => !listed.has(rfc))
      .map(({ file, line, rfc }) => `${file}:${line}: RFC ${rfc} is not in rfc/index.tsv`),
    ...rows
      .filter(({ rfc, status }) => (status === 'Yes' || status === 'Partial') && !referred.has(rfc))
      .map(({ rfc, status }) => `rfc/index.tsv: RFC ${rfc} says ${status}, and no source refers to it`),
    ...rows
      .filter(({ status, note }) => (status === 'Partial' || status === 'No') && note === '')
      .map(({ rfc, status }) => `rfc/index.tsv: RFC ${rfc} says ${status}, and no note says why`),
    ...rows
      .filter(({ rfc }, index) => index > 0 && rfc <= rows[index - 1]!.rfc)
      .map(({ rfc }) => `rfc/index.tsv: RFC ${rfc} is out of order`),
  ]
}
