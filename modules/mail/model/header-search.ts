import type { House } from '../../../core/house.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import { type FilterTree, fold } from '../../../lib/filter.ts'
import type { Digest, RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import { sql } from '../../../store/sql.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { type HeaderField, readText } from '../../../wire/mime/headers.ts'
import { type Known, NOTHING_KNOWN, operandsOf, treeClause, withoutConditions } from './email-filter.ts'
import { together } from './together.ts'

/** A search for a field that is no column reads messages; more than this many are too many to read. */
export const MAX_HEADER_CANDIDATES = 5000
const BATCH = 100
const HEADER = new Set(['header'])

/** Emails that fulfil each condition on a header of the filter, by the condition's operand. */
export async function matchHeaders(
  house: House,
  access: Access,
  filter: FilterTree | null,
): Promise<Known['headers']> {
  const operands = filter === null ? [] : operandsOf(filter, 'header')
  const matches = new Map<unknown, RecordId[]>(operands.map(operand => [operand, []]))
  if (operands.length === 0) return matches
  const wishes = operands.map(operand => ({ operand, fits: readOperand(operand) }))
  const candidates = await listCandidates(house, access, withoutConditions(filter!, HEADER))
  for (const batch of together(candidates, BATCH)) {
    const contents = await house.blobs.readMany(batch.map(c => c.digest))
    for (const { id, digest } of batch) {
      const fields = headerOf(contents.get(digest))
      for (const { operand, fits } of wishes) if (fits(fields)) matches.get(operand)!.push(id)
    }
  }
  return matches
}

// RFC 8621 §4.4.1
function readOperand(operand: unknown): (fields: readonly HeaderField[]) => boolean {
  if (
    !Array.isArray(operand) ||
    operand.length < 1 ||
    operand.length > 2 ||
    !operand.every(o => typeof o === 'string')
  )
    throw new Malformed('the name of a field, and a text or not, are expected', 'header')
  const name = String(operand[0]).toLowerCase()
  const text = operand[1] === undefined ? null : fold(String(operand[1]))
  return fields =>
    fields.some(
      f => f.name.toLowerCase() === name && (text === null || fold(readText(f.value)).includes(text)),
    )
}

async function listCandidates(
  house: House,
  access: Access,
  filter: FilterTree | null,
): Promise<{ id: RecordId; digest: Digest; size: number }[]> {
  const rows = await house.db.rows<{ id: RecordId; digest: Buffer; size: number }>(sql`
    select t.id, t.blob_digest as digest, t.size from email t where t.account_id = ${access.accountId}
      and ${filter === null ? sql`true` : treeClause(filter, NOTHING_KNOWN)}
    order by t.id desc limit ${MAX_HEADER_CANDIDATES + 1}`)
  if (rows.length > MAX_HEADER_CANDIDATES)
    throw new Refused('unsupportedFilter', 'too many messages would have to be read for this header')
  return rows.map(({ digest, ...row }) => ({ ...row, digest: fromBytes(digest) }))
}

/** The header ends at the first blank line; no field is looked for behind it. */
function headerOf(bytes: Buffer | undefined): HeaderField[] {
  if (!bytes) return []
  const ends = ['\r\n\r\n', '\n\n'].map(blank => bytes.indexOf(blank)).filter(at => at >= 0)
  return readFields(bytes, 0, ends.length ? Math.min(...ends) : bytes.length)
}
