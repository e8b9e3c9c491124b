import { isUtf8 } from 'node:buffer'
import type { Call } from '../../../../core/module.ts'
import { openBlob } from '../../../../doors/jmap/blob/open.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { AccountId } from '../../../../lib/id.ts'
import type { Fault } from '../../../../wire/sieve/fault.ts'
import type { Program } from '../../../../wire/sieve/language.ts'
import { checkForWriting } from '../../model/sieve/check-account.ts'
import { MAX_SCRIPT_SIZE } from '../../types.ts'

/** The text of a blob that is to be a script; refuses what is none, with every fault of it. */
export const readScriptBlob = async (call: Call, accountId: AccountId, blobId: unknown): Promise<string> =>
  (await readProgramBlob(call, accountId, blobId)).source

/** The same, ready to run. */
export async function readProgramBlob(call: Call, accountId: AccountId, blobId: unknown): Promise<Program> {
  const text = await readText(call, accountId, blobId)
  const { program, faults } = await checkForWriting(call.house.db, accountId, text)
  if (program === null) throw refusalOf(faults)
  return program
}

/** RFC 9661 §2.3 (invalidSieve); `faults` is ours: codes that an interface translates, and where they stand. */
export function refusalOf(faults: readonly Fault[]): Refused {
  const [{ line, column, message }] = faults as readonly [Fault]
  const told = faults.map(fault => ({
    code: fault.code,
    words: fault.words,
    line: fault.line,
    column: fault.column,
    description: fault.message,
  }))
  return new Refused('invalidProperties', `line ${line}, column ${column}: ${message}`, {
    type: 'invalidSieve',
    faults: told,
  })
}

async function readText(call: Call, accountId: AccountId, blobId: unknown): Promise<string> {
  if (typeof blobId !== 'string') throw invalid('blobId', 'a blob id is expected')
  const blob = await openBlob(call.house, accountId, blobId).catch(error => {
    if (error instanceof Refused && error.code === 'notFound')
      throw new Refused('notFound', 'the blob does not exist', { type: 'blobNotFound' })
    throw error
  })
  if (blob.size > MAX_SCRIPT_SIZE) throw new Refused('tooLarge', 'the script is too large')
  const bytes = Buffer.concat(await Array.fromAsync(await blob.read(0, blob.size)))
  if (!isUtf8(bytes))
    throw new Refused('invalidProperties', 'the script is not UTF-8', { type: 'invalidSieve', faults: [] })
  return bytes.toString()
}
