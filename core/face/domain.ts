import { Refused } from '../../lib/errors.ts'
import { type RecordId, readId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import { mustAdminister } from '../actor.ts'
import { readRecord } from '../directory.ts'
import { checkDomain } from '../dns/check.ts'
import { rotateKeys } from '../dns/key.ts'
import type { House } from '../house.ts'
import type { Job } from '../jobs.ts'
import type { Call, Method } from '../module.ts'
import { domain } from '../types.ts'

type Args = Readonly<Record<string, unknown>>

/** The records that DNS should hold for a domain, and what it does hold: `{accountId, id}`. */
export const domainRecords: Method = async (call, args) => {
  const target = await targetOf(call, args)
  return answer(call, args, target)
}

/** Makes new signing keys; those of today sign until the new ones are in DNS: `{accountId, id}`. */
export const rotateDomainKeys: Method = async (call, args) => {
  const target = await targetOf(call, args)
  await rotateKeys(call.house, call.actor, call.actor.organisationId, target)
  return answer(call, args, target)
}

interface Target {
  readonly id: RecordId
  readonly name: string
}

async function targetOf({ house, actor }: Call, args: Args): Promise<Target> {
  mustAdminister(actor, actor.organisationId)
  const id = typeof args['id'] === 'string' ? readId(domain.prefix, args['id']) : null
  if (id === null) throw new Refused('notFound', 'there is no such domain')
  const { name } = await readRecord(house.db, actor.organisationId, domain, id)
  return { id, name: String(name) }
}

async function answer({ house, actor }: Call, args: Args, target: Target): Promise<{ response: object }> {
  const { records, keys } = await checkDomain(house, actor.organisationId, target)
  const shown = keys.map(({ selector, algorithm, state }) => ({ selector, algorithm, state }))
  return { response: { accountId: args['accountId'], id: args['id'], list: records, keys: shown } }
}

export const CHECK_DOMAINS = 'core.checkDomains'

/** Every hour: keys whose records have come sign from then on, without anybody looking. */
export const checkDomains: Job = async (house: House) => {
  const waiting = await house.db.rows<Target & { organisationId: never }>(sql`
    select distinct d.account_id as "organisationId", d.id, d.name from domain d
    where exists (select from domain_key k where k.account_id = d.account_id and k.domain_id = d.id and k.state = 'next')`)
  for (const { organisationId, ...target } of waiting) await checkDomain(house, organisationId, target)
}
