import { type RecordId, readId, writeId } from '../../lib/id.ts'
import { isAdministrator } from '../actor.ts'
import { readRecord } from '../directory.ts'
import { addDomain, removeDomain } from '../domain.ts'
import { wholeSeconds } from '../instant.ts'
import type { RecordType } from '../module.ts'
import { checkSwitches, switchedModules } from '../modules.ts'
import { type OrganisationPatch, updateOrganisation } from '../organisation.ts'
import { auditEntry, domain, organisation } from '../types.ts'
import { applyPointers, readGiven } from './given.ts'
import { oneByOne, refuseAll } from './one-by-one.ts'

/** One record; everybody reads it, for which modules are on. */
export const organisationType: RecordType = {
  descriptor: organisation,
  home: 'directory',
  compute: async (_db, { house }, _access, records, wanted) => {
    if (wanted.has('switches'))
      for (const record of records) record['switches'] = switchedModules(house.registry)
  },
  write: {
    create: async (_tx, _call, _access, changes) =>
      refuseAll(changes.create.keys(), 'an organisation is made by its set-up'),
    update: (tx, call, access, changes) =>
      oneByOne(tx, changes.update, async (id, patch) => {
        const current = await readRecord(tx, access.accountId, organisation, id)
        const given = readGiven(
          organisation,
          applyPointers(patch, name => current[name]),
          'update',
        )
        const { modules, ...plain } = given
        await updateOrganisation(tx, call.actor, access.accountId, {
          ...(plain as OrganisationPatch),
          ...(modules === undefined ? {} : { modules: checkSwitches(call.house.registry, modules) }),
        })
        return null
      }),
    destroy: async (_tx, _call, _access, changes) =>
      refuseAll(changes.destroy, 'an organisation is not removed here'),
  },
}

export const domainType: RecordType = {
  descriptor: domain,
  home: 'directory',
  write: {
    create: (tx, call, access, changes) =>
      oneByOne(tx, changes.create, async (_, given) => {
        const { name, aliasOf } = readGiven(domain, { name: null, aliasOf: null, ...given }, 'create')
        const target = aliasOf === null ? null : (readId(domain.prefix, String(aliasOf)) ?? (0 as RecordId))
        const id = await addDomain(tx, call.actor, access.accountId, { name: String(name), aliasOf: target })
        return { id: writeId(domain.prefix, id), createdAt: wholeSeconds() }
      }),
    destroy: (tx, call, access, changes) =>
      oneByOne(
        tx,
        changes.destroy.map(id => [id, null] as const),
        async id => {
          await removeDomain(tx, call.actor, access.accountId, id)
          return null
        },
      ),
  },
}

export const auditType: RecordType = {
  descriptor: auditEntry,
  home: 'directory',
  mayRead: isAdministrator,
  mayWrite: () => false,
}
