import { hostnameOf } from '../../../../core/certificate/certificate.ts'
import type { House } from '../../../../core/house.ts'
import type { AccountId } from '../../../../lib/id.ts'
import { turns } from '../../../../lib/turn.ts'
import type { Action } from '../../../../wire/sieve/action.ts'
import type { Facts } from '../../../../wire/sieve/facts.ts'
import { type Fault, faultAt } from '../../../../wire/sieve/fault.ts'
import { interpret } from '../../../../wire/sieve/interpret.ts'
import type { Program, Memory as Remembered } from '../../../../wire/sieve/language.ts'
import { readLetter } from '../../../../wire/sieve/letter.ts'
import type { Role } from '../../types.ts'
import type { Prepared } from '../prepare.ts'
import { absenceOf } from './absence.ts'
import { checkForAccount } from './check-account.ts'
import { compose, type Sifting } from './compose.ts'
import { listFilters } from './filter.ts'
import { Folders } from './folders.ts'
import { isRemembered, memoryKey } from './memory.ts'
import type { Verdict } from './verdict.ts'

/** What the filters of these accounts say; those that have none are not there. */
export type Sifted = ReadonlyMap<AccountId, Verdict>

/**
 * Runs the filters of accounts on a message that is to be delivered to them: before the transaction, as they read the
 * whole message and may write others.
 */
export async function sift(
  house: House,
  message: Prepared,
  mailFrom: string,
  recipients: ReadonlyMap<AccountId, string>,
  spamOf: (accountId: AccountId) => Facts['spam'] = () => null,
): Promise<Sifted> {
  const filters = await listFilters(house.db, [...recipients.keys()], house.now())
  if (filters.length === 0) return new Map()
  return inTurn(async () => {
    const letter = readLetter(await message.bytes())
    const verdicts = new Map<AccountId, Verdict>()
    for (const filter of filters) {
      const rcpt = recipients.get(filter.accountId)!
      const folders = new Folders(filter.mailboxes)
      const spam = spamOf(filter.accountId)
      const sifting = { filter, folders, letter, message, mailFrom, rcpt, spam }
      verdicts.set(filter.accountId, await judge(house, sifting))
    }
    return verdicts
  })
}

/** Whole messages in memory at a time. */
const inTurn = turns(4)

interface Judgement {
  readonly actions: readonly Action[]
  readonly memories: readonly Remembered[]
  readonly fault: Fault | null
}

async function judge(house: House, sifting: Sifting): Promise<Verdict> {
  const { actions, memories, fault } = await run(house, sifting)
  const answering = actions.some(action => action.kind === 'vacation' || action.kind === 'reject')
  const absence =
    answering || !isSeen(actions, sifting) ? null : await absenceOf(house, sifting.filter, sifting.mailFrom)
  return compose(house, sifting, absence ? [...actions, absence] : actions, memories, fault)
}

/** Whether the owner will see it: what goes to the junk, to the trash, or nowhere, gets no answer. */
const isSeen = (actions: readonly Action[], { folders }: Sifting): boolean =>
  actions.some(
    action =>
      action.kind === 'keep' ||
      (action.kind === 'fileinto' && !UNSEEN.has(folders.find(action)?.role ?? null)),
  )

const UNSEEN: ReadonlySet<Role | null> = new Set(['junk', 'trash'])

const KEEP: Action = { kind: 'keep', flags: [], fields: null, isImplicit: true }
const kept = (fault: Fault | null): Judgement => ({ actions: [KEEP], memories: [], fault })

async function run(house: House, sifting: Sifting): Promise<Judgement> {
  const { script } = sifting.filter
  if (script === null) return kept(null)
  const { program, faults } = await checkForAccount(house.db, sifting.filter.accountId, script)
  if (!program) return kept(faults[0] ?? null)
  const outcome = await answered(house, sifting, program)
  if (outcome.kind === 'failed') return { ...kept(outcome.fault), actions: outcome.actions }
  const missing = outcome.actions.find(action => isMissing(action, sifting.folders))
  const fault =
    missing?.kind === 'fileinto' ? faultAt(script, 0, 'noSuchMailbox', { name: missing.mailbox }) : null
  return { ...outcome, fault }
}

const isMissing = (action: Action, folders: Folders): boolean =>
  action.kind === 'fileinto' && !action.create && folders.find(action) === null

/** Questions that one script may ask of what came before. */
const MAX_QUESTIONS = 50

async function answered(house: House, sifting: Sifting, program: Program) {
  const { accountId } = sifting.filter
  const known = new Map<string, boolean>()
  for (;;) {
    const isKnown = (key: string) => known.get(key) ?? (known.size >= MAX_QUESTIONS ? false : undefined)
    const outcome = interpret(program, sifting.letter, factsOf(house, sifting, isKnown))
    if (outcome.kind !== 'asks') return outcome
    const key = memoryKey('duplicate', outcome.key)
    known.set(outcome.key, await isRemembered(house.db, accountId, key, house.now()))
  }
}

function factsOf(house: House, sifting: Sifting, isKnown: Facts['isKnown']): Facts {
  const { filter, folders, mailFrom, rcpt, spam } = sifting
  const host = hostnameOf(house.config)
  return {
    envelope: { from: mailFrom, to: rcpt },
    now: house.now(),
    timeZone: filter.timeZone ?? HOUSE_ZONE,
    mailboxes: folders,
    // RFC 5183 §4.1
    environment: {
      name: 'Bastide',
      version: '1',
      location: 'MS',
      phase: 'during',
      host,
      domain: rcpt.slice(rcpt.lastIndexOf('@') + 1),
    },
    spam,
    virus: null,
    isKnown,
  }
}

/** Of whoever has not chosen one. */
export const HOUSE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone
