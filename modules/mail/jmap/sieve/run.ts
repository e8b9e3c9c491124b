import { oneByOne } from '../../../../core/face/one-by-one.ts'
import type { Call, Outcome, RecordType } from '../../../../core/module.ts'
import { completeCreation } from '../../../../doors/jmap/check.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { readRecords } from '../../../../store/records/read.ts'
import { checkForWriting } from '../../model/sieve/check-account.ts'
import { createRun, destroyRuns, stopRun, undoRun } from '../../model/sieve/run.ts'
import { mailbox, type SieveRun, sieveRun } from '../../types.ts'
import { refusalOf } from './content.ts'

type Values = Readonly<Record<string, unknown>>

/** Whoever filters the account's mail begins a run, calls it off, has it taken back, and puts it away. */
export const runType: RecordType = {
  descriptor: sieveRun,
  home: 'personal',
  write: {
    async prepare(_call, access) {
      if (!access.owner) throw new Refused('forbidden', 'only the people of the account filter its mail')
    },
    create: (tx, call, access, { create }) =>
      oneByOne(tx, create, (_, given) => createOne(tx, call, access, given)),
    update: (tx, call, access, { update }) =>
      oneByOne(tx, update, (id, patch) => updateOne(tx, call, access, id, patch)),
    async destroy(tx, _call, { accountId }, { destroy }) {
      const gone = new Set(await destroyRuns(tx, accountId, destroy))
      return new Map(destroy.map(id => [id, gone.has(id) ? null : new Refused('notFound', 'no such run')]))
    },
  },
}

async function createOne(tx: Tx, call: Call, access: Access, given: Values): Promise<Outcome> {
  const types = call.house.registry.descriptors
  const wish = completeCreation(sieveRun, types, given, call.house.now()) as unknown as SieveRun
  if (wish.state !== 'running') throw invalid('state', 'it begins by running')
  const { program, faults } = await checkForWriting(tx, access.accountId, wish.script)
  if (program === null) throw refusalOf(faults)
  const mailboxId = readId(mailbox.prefix, wish.mailboxId)!
  const id = await createRun(tx, call.house, access, { name: wish.name, script: wish.script, mailboxId })
  const properties = Object.keys(sieveRun.properties).filter(name => !(name in given))
  const [made] = await readRecords(tx, types, access, sieveRun, [id], properties)
  return made ?? { id: writeId(sieveRun.prefix, id) }
}

async function updateOne(
  tx: Tx,
  { house }: Call,
  { accountId }: Access,
  id: RecordId,
  patch: Values,
): Promise<Outcome> {
  const other = Object.keys(patch).find(name => name !== 'state')
  if (other !== undefined) throw invalid(other, 'cannot be set')
  if (patch['state'] === 'stopped') await stopRun(tx, house, accountId, id)
  else if (patch['state'] === 'undoing') await undoRun(tx, house, accountId, id)
  else throw invalid('state', 'a run is stopped, or taken back')
  return null
}
