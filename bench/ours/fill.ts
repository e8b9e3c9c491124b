import { MODULES } from '../../app/modules.ts'
import { openHouse } from '../../app/server/house.ts'
import { addDomain } from '../../core/domain.ts'
import type { House } from '../../core/house.ts'
import { hashPassword, type PasswordHash } from '../../core/login/password.ts'
import { createOrganisation } from '../../core/organisation.ts'
import { createPrincipal } from '../../core/principal.ts'
import { loadConfig } from '../../lib/config.ts'
import type { AccountId } from '../../lib/id.ts'
import { openLog } from '../../lib/log.ts'
import { take } from '../../store/sequence.ts'
import { raw, sql } from '../../store/sql.ts'
import { DOMAIN, everyone, type Login, mixer, type Reader, reader } from '../login.ts'
import { fillInbox, letters } from './inbox.ts'
import { fillOrganisation } from './organisation.ts'

const NOTES = 10_000

/** Puts an organisation into an empty data folder: readers with full inboxes, one with many notes, and the others. */
export async function fill(data: string, readers: readonly Reader[]): Promise<void> {
  const config = loadConfig({ BASTIDE_DATA: data })
  const open = await openHouse(config, openLog({ level: 'error' }), MODULES)
  try {
    const accounts = await people(open.house, [...new Set([...readers, ...everyone])])
    await fillOrganisation(open.house, accounts.get(mixer.address)!)
    const prepared = await letters(open.house)
    for (const one of readers) await fillInbox(open.house, accounts.get(one.address)!, one.emails, prepared)
    await notes(open.house, accounts.get(reader.address)!)
    await open.house.db.run(raw('vacuum analyze'))
  } finally {
    await open.close()
  }
}

export async function people(
  { db, registry }: House,
  logins: readonly Login[],
): Promise<ReadonlyMap<string, AccountId>> {
  const organisationId = await db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Bench', language: 'en' })
    await addDomain(tx, null, id, { name: DOMAIN })
    return id
  })
  const accounts = new Map<string, AccountId>()
  const hashes = new Map<string, PasswordHash>()
  for (const { address, password } of logins) {
    const name = address.split('@')[0]!
    const made = { type: 'individual' as const, name, email: address, role: 'person' as const }
    const hash = hashes.get(password) ?? (await hashPassword(password, { name, address }))
    hashes.set(password, hash)
    const { accountId } = await db.write(tx =>
      createPrincipal(tx, registry, null, organisationId, { ...made, password: hash }),
    )
    accounts.set(address, accountId!)
  }
  return accounts
}

async function notes({ db }: House, accountId: AccountId): Promise<void> {
  await db.write(async tx => {
    const first = await take(tx, accountId, { Note: NOTES })
    await tx.run(sql`insert into note (account_id, id, seq, title, body, labels, colour, is_pinned, created_at, updated_at)
      select ${accountId}::bigint, ${first.Note}::bigint + n, ${first.Note}::bigint + n, 'Note ' || n, '<p>Item ' || n || '</p>', '{}',
        'none', n % 500 = 0, at, at
      from generate_series(0, ${NOTES - 1}::bigint) n,
        lateral (select timestamptz '2024-01-01' + make_interval(mins => n::int) as at)`)
  })
}
