import { isAdministrator, mustAdminister } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import { inDirectory } from '../../../core/face/in-directory.ts'
import type { Call, Method, Module, RecordType } from '../../../core/module.ts'
import { ADMIN } from '../../../core/types.ts'
import { destroyGeneric } from '../../../doors/jmap/method/generic-write.ts'
import { invalid } from '../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import { type PrincipalId, readId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { readRecords, type Wire } from '../../../store/records/read.ts'
import { PRINCIPAL_PREFIX } from '../model/care.ts'
import { findSignerOf } from '../model/signature.ts'
import { fillSignature } from '../model/signature-text.ts'
import { organisationSignature } from '../types.ts'

type Deed = 'signatureAdded' | 'signatureChanged' | 'signatureRemoved'

const tell = (tx: Tx, { actor }: Call, action: Deed, record: Readonly<Record<string, unknown>>) =>
  audit(tx, actor, actor.organisationId, {
    action,
    target: { type: '', id: null, name: String(record['name']) },
  })

/** Administrators alone see and change them; what they did is in the audit. */
export const signatureType: RecordType = {
  descriptor: organisationSignature,
  home: 'directory',
  mayRead: isAdministrator,
  write: {
    async check(tx, call, _access, record, previous) {
      if (String(record['name']).trim() === '') throw invalid('name', 'there is nothing in it')
      await tell(tx, call, previous ? 'signatureChanged' : 'signatureAdded', record)
    },
    async destroy(tx, call, access, { destroy }) {
      const types = call.house.registry.descriptors
      const gone: Wire[] = await readRecords(tx, types, access, organisationSignature, destroy, ['name'])
      for (const record of gone) await tell(tx, call, 'signatureRemoved', record)
      return destroyGeneric(tx, { call, access, type: signatureType, types, args: {} }, destroy)
    },
  },
}

/** `{accountId, html, principalId}` → `{html, text}`: what it would be under what somebody writes. */
const preview: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  const { html, principalId } = args
  if (typeof html !== 'string' || html.length > organisationSignature.properties.html.max!)
    throw new Malformed('a text is expected', 'html')
  const id = readId(PRINCIPAL_PREFIX, String(principalId)) as number | null as PrincipalId | null
  const signer = id === null ? null : await findSignerOf(house.db, actor.organisationId, id)
  if (signer === null) throw new Refused('notFound', 'there is no such principal')
  return { response: { accountId: args['accountId'], ...fillSignature(html, signer) } }
}

export const signatureMethods: NonNullable<Module['methods']> = {
  'OrganisationSignature/preview': { capability: ADMIN, run: inDirectory(preview) },
}
