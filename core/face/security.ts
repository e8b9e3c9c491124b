import { Refused } from '../../lib/errors.ts'
import { readId, writeId } from '../../lib/id.ts'
import type { Access } from '../../store/access.ts'
import { sql } from '../../store/sql.ts'
import type { Actor } from '../actor.ts'
import { wholeSeconds } from '../instant.ts'
import { createAppPassword, deleteAppPassword } from '../login/app-password.ts'
import { revokeSessions } from '../login/session.ts'
import type { RecordType } from '../module.ts'
import { appPassword, loginSession } from '../types.ts'
import { readGiven, readTexts } from './given.ts'
import { oneByOne, refuseAll } from './one-by-one.ts'

/** A person's devices: seen and ended, made by signing in only. */
export const loginSessionType: RecordType = {
  descriptor: loginSession,
  home: 'personal',
  write: {
    create: async (_tx, _call, _access, changes) =>
      refuseAll(changes.create.keys(), 'a session is made by signing in'),
    destroy: (tx, call, access, changes) =>
      oneByOne(
        tx,
        changes.destroy.map(id => [id, null] as const),
        async id => {
          mustBeOwn(call.actor, access)
          const [ended] = await revokeSessions(tx, call.actor, [id])
          if (ended === undefined) throw new Refused('notFound', 'there is no such session')
          return null
        },
      ),
  },
}

export const appPasswordType: RecordType = {
  descriptor: appPassword,
  home: 'personal',
  compute: async (db, _call, access, records, wanted) => {
    for (const record of records) if (wanted.has('secret')) record['secret'] = null
    if (!wanted.has('lastUsedAt')) return
    const rows = await db.rows<{ id: number; at: string | null }>(sql`
      select id, to_char(last_used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from app_password
      where account_id = ${access.accountId}`)
    const used = new Map(rows.map(row => [row.id, row.at]))
    for (const record of records)
      record['lastUsedAt'] = used.get(readId(appPassword.prefix, record.id)!) ?? null
  },
  write: {
    create: (tx, call, access, changes) =>
      oneByOne(tx, changes.create, async (_, given) => {
        mustBeOwn(call.actor, access)
        const { scopes, ...plain } = given
        const { label } = readGiven(appPassword, { label: null, ...plain }, 'create')
        const doors = readTexts('scopes', scopes ?? appPassword.properties.scopes.default)
        const { id, secret } = await createAppPassword(tx, call.actor, {
          label: String(label),
          scopes: doors,
        })
        return { id: writeId(appPassword.prefix, id), secret, scopes: doors, createdAt: wholeSeconds() }
      }),
    destroy: (tx, call, access, changes) =>
      oneByOne(
        tx,
        changes.destroy.map(id => [id, null] as const),
        async id => {
          mustBeOwn(call.actor, access)
          await deleteAppPassword(tx, call.actor, id)
          return null
        },
      ),
  },
}

/** The account of a group is its members' own, but nobody signs in as a group. */
function mustBeOwn(actor: Actor, access: Access): void {
  if (access.accountId !== actor.accountId)
    throw new Refused('forbidden', 'only in the account of the person who signed in')
}
