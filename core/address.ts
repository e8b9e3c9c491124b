import { domainToASCII } from 'node:url'
import { Malformed, Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { sql } from '../store/sql.ts'

/** An address as the directory keeps it: lower case, its domain in the form of DNS. */
export interface Address {
  readonly address: string
  readonly local: string
  readonly domain: string
}

// RFC 5321 §4.5.3.1
export const MAX_LOCAL = 64
const MAX_ADDRESS = 254

/** Letters of a dot-string (RFC 6531 lets in those beyond ASCII); what only quotes could say names nobody here. */
const LOCAL = /^[^\p{Cc}\s@"(),:;<>[\]\\.]+(?:\.[^\p{Cc}\s@"(),:;<>[\]\\.]+)*$/u
/** What a URL would pass over, a line break or all behind a slash, stands in no domain. */
const WRITTEN = /^(?:[a-z0-9.-]|[^\p{ASCII}\p{C}\s])+$/iu
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/

export function readAddress(text: string): Address {
  const at = text.lastIndexOf('@')
  const local = unquoted(text.slice(0, Math.max(at, 0)))
    .normalize('NFC')
    .toLowerCase()
  const domain = readDomain(text.slice(at + 1))
  const address = `${local}@${domain}`
  if (!LOCAL.test(local) || Buffer.byteLength(local) > MAX_LOCAL || address.length > MAX_ADDRESS)
    throw new Malformed(`"${text}" is not an e-mail address`)
  return { address, local, domain }
}

// RFC 5321 §4.1.2: quotes around what needs none change nothing.
const unquoted = (local: string): string =>
  /^"(?:[^"\\]|\\.)*"$/.test(local) ? local.slice(1, -1).replace(/\\(.)/g, '$1') : local

export function readDomain(text: string): string {
  const domain = WRITTEN.test(text) ? domainToASCII(text).toLowerCase() : ''
  if (!DOMAIN.test(domain) || domain.length > 253) throw new Malformed(`"${text}" is not a domain`)
  return domain
}

/** The address in a property of a record: theirs to correct. */
export function checkAddress(text: string, property: string): Address {
  try {
    return readAddress(text)
  } catch {
    throw new Refused('invalidProperties', `"${text}" is not an e-mail address`, { properties: [property] })
  }
}

/** Replaces every address of a principal: the primary one and its aliases. */
export async function setAddresses(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
  primary: string | null,
  aliases: readonly string[],
): Promise<void> {
  const wanted = new Map(
    [...aliases.map(alias => checkAddress(alias, 'aliases'))].map(a => [a.address, { ...a, is_alias: true }]),
  )
  if (primary !== null) {
    const own = checkAddress(primary, 'email')
    wanted.set(own.address, { ...own, is_alias: false })
  }
  const rows = [...wanted.values()]
  await refuseForeign(tx, organisationId, principalId, rows)
  await tx.run(
    sql`delete from address where account_id = ${organisationId} and principal_id = ${principalId}`,
  )
  await tx.run(sql`
    insert into address (account_id, address, domain, principal_id, is_alias)
    select ${organisationId}::bigint, address, domain, ${principalId}::bigint, is_alias
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r(address text, domain text, is_alias boolean)`)
}

/** An address stands in a domain of the organisation, and is one principal's. */
async function refuseForeign(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
  rows: readonly (Address & { is_alias: boolean })[],
): Promise<void> {
  const domains = new Set(
    (await tx.rows<{ name: string }>(sql`select name from domain where account_id = ${organisationId}`)).map(
      row => row.name,
    ),
  )
  const taken = new Set(
    (
      await tx.rows<{ address: string }>(sql`
        select address from address where account_id = ${organisationId} and principal_id <> ${principalId}
          and address = any(${rows.map(row => row.address)})`)
    ).map(row => row.address),
  )
  for (const { address, domain, is_alias } of rows) {
    const details = { properties: [is_alias ? 'aliases' : 'email'] }
    if (!domains.has(domain))
      throw new Refused('invalidProperties', `${domain} is not a domain of the organisation`, details)
    if (taken.has(address)) throw new Refused('alreadyExists', `${address} is already taken`, details)
  }
}

export async function listAliases(
  db: Queryable,
  organisationId: AccountId,
  principals: readonly PrincipalId[],
): Promise<ReadonlyMap<PrincipalId, string[]>> {
  const rows = await db.rows<{ id: PrincipalId; aliases: string[] }>(sql`
    select principal_id as id, array_agg(address order by address) as aliases from address
    where account_id = ${organisationId} and principal_id = any(${principals}::bigint[]) and is_alias
    group by principal_id`)
  return new Map(rows.map(row => [row.id, row.aliases]))
}
