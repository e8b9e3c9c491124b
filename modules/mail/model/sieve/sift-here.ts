import type { House } from '../../../../core/house.ts'
import type { RecordId } from '../../../../lib/id.ts'
import { turns } from '../../../../lib/turn.ts'
import type { Access } from '../../../../store/access.ts'
import type { Action, FileInto } from '../../../../wire/sieve/action.ts'
import type { Facts } from '../../../../wire/sieve/facts.ts'
import { interpret } from '../../../../wire/sieve/interpret.ts'
import type { Program } from '../../../../wire/sieve/language.ts'
import { type Letter, readLetter } from '../../../../wire/sieve/letter.ts'
import { MAX_KEYWORDS } from '../../types.ts'
import { type Assessment, readAssessments } from '../assessment.ts'
import { type EmailRow, readEmails } from '../emails.ts'
import { together } from '../together.ts'
import { keywordsOf } from './compose.ts'
import { type Folders, listFolders } from './folders.ts'
import { HOUSE_ZONE } from './sift.ts'
import { spamFacts } from './spam.ts'

/** What a script wants of an email that lies in a mailbox already: only what can still be done with it. */
export interface HereWish {
  readonly id: RecordId
  readonly add: readonly RecordId[]
  /** It leaves the mailbox in which it was looked at. */
  readonly leaves: boolean
  readonly keywords: readonly string[]
}

/**
 * Runs a script on emails of a mailbox as if they came in now, and says what would change; nothing is done, and nothing
 * is ever sent, refused or destroyed. Those for which nothing would change are not there.
 */
export async function siftHere(
  house: House,
  access: Access,
  program: Program,
  mailboxId: RecordId,
  ids: readonly RecordId[],
): Promise<HereWish[]> {
  const read = await readEmails(house.db, access, ids, 'narrow')
  const rows = read.filter(row => row.mailboxIds.includes(mailboxId))
  const folders = await listFolders(house.db, access.accountId)
  const assessments = await readAssessments(
    house.db,
    access.accountId,
    rows.map(row => row.id),
  )
  const wishes: HereWish[] = []
  for (const batch of together(rows, BATCH))
    await inTurn(async () => {
      const letters = await readLetters(house, program, batch)
      for (const row of batch) {
        const letter = letters.get(row.id)
        const actions = letter ? actionsOf(program, letter, factsOf(house, row, folders, assessments)) : []
        const wish = wishOf(row, mailboxId, folders, actions)
        if (wish) wishes.push(wish)
      }
    })
  return wishes
}

/** Whole messages in memory at a time. */
const inTurn = turns(2)
const BATCH = 50

/** Beyond this, only the head of a message is read where no script looks at its body. */
const HEAD_BYTES = 256 * 1024

async function readLetters(
  house: House,
  { requires }: Program,
  rows: readonly EmailRow[],
): Promise<ReadonlyMap<RecordId, Letter>> {
  const isLong = ({ size }: EmailRow) => size > HEAD_BYTES && !requires.has('body')
  const short = await house.blobs.readMany(rows.filter(row => !isLong(row)).map(row => row.digest))
  const letters = new Map<RecordId, Letter>()
  for (const row of rows) {
    const bytes = isLong(row) ? await readHead(house, row) : short.get(row.digest)
    if (bytes) letters.set(row.id, { ...readLetter(bytes), size: row.size })
  }
  return letters
}

const readHead = async (house: House, { digest }: EmailRow): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(await house.blobs.open(digest, 0, HEAD_BYTES)))

/** Nobody knows any more by which envelope it came; what `duplicate` asks is not remembered. */
function factsOf(
  house: House,
  { id, receivedAt }: EmailRow,
  mailboxes: Folders,
  assessments: ReadonlyMap<RecordId, Assessment>,
): Facts {
  const assessment = assessments.get(id)
  return {
    envelope: { from: null, to: null },
    now: receivedAt,
    timeZone: HOUSE_ZONE,
    mailboxes,
    environment: { name: 'Bastide', version: '1', location: 'MS', phase: 'post' },
    spam: assessment ? spamFacts(assessment.score, house.config.junk.threshold) : null,
    virus: null,
    isKnown: () => false,
  }
}

function actionsOf(program: Program, letter: Letter, facts: Facts): readonly Action[] {
  const outcome = interpret(program, letter, facts)
  return outcome.kind === 'done' ? outcome.actions : []
}

/** It only leaves for somewhere: what a script would send on or throw away stays. */
function wishOf(
  row: EmailRow,
  mailboxId: RecordId,
  folders: Folders,
  actions: readonly Action[],
): HereWish | null {
  const filed = actions.filter((action): action is FileInto => action.kind === 'fileinto')
  const found = filed.map(action => folders.find(action)?.id ?? null)
  const targets = new Set(found.filter(id => id !== null))
  const isKept = actions.some(({ kind }) => kind === 'keep') || found.includes(null) || targets.has(mailboxId)
  const flags = actions.flatMap(action => ('flags' in action ? action.flags : []))
  const fresh = keywordsOf(flags).filter(word => !row.keywords.includes(word))
  // One that has no room for more keywords is filed without them.
  const keywords = row.keywords.length + fresh.length > MAX_KEYWORDS ? [] : fresh
  const add = [...targets].filter(id => !row.mailboxIds.includes(id))
  const leaves = targets.size > 0 && !isKept
  return add.length > 0 || leaves || keywords.length > 0 ? { id: row.id, add, leaves, keywords } : null
}
