import { oneByOne } from '../../../../core/face/one-by-one.ts'
import type { Call, Outcome, SetChanges, WriteHooks } from '../../../../core/module.ts'
import { writeBlobId } from '../../../../doors/jmap/blob/name.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { type RecordId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import {
  createScript,
  destroyScript,
  prepareScript,
  type ScriptContent,
  updateScript,
} from '../../model/sieve/scripts.ts'
import { sieveScript } from '../../types.ts'
import { readScriptBlob } from './content.ts'

type Values = Readonly<Record<string, unknown>>

/** What each creation and change brings, read and checked before the transaction. */
type Contents = ReadonlyMap<string | RecordId, ScriptContent | Refused>

// RFC 9661 §2.3
export const sieveWrite: WriteHooks = {
  async prepare(call, access, { create, update }) {
    if (!access.owner) throw new Refused('forbidden', 'only the people of the account filter its mail')
    const contents = new Map<string | RecordId, ScriptContent | Refused>()
    for (const [key, given] of [...create, ...update])
      if ('blobId' in given) contents.set(key, await contentOf(call, access, given['blobId']))
    return contents
  },
  create: (tx, call, access, { create }: SetChanges, contents: Contents) =>
    oneByOne(tx, create, (key, given) => createOne(tx, call, access, given, contents.get(key))),
  update: (tx, call, access, { update }: SetChanges, contents: Contents) =>
    oneByOne(tx, update, (id, patch) => updateOne(tx, call, access, id, patch, contents.get(id))),
  destroy: (tx, call, access, { destroy }) =>
    oneByOne(
      tx,
      destroy.map(id => [id, null] as const),
      async id => {
        await destroyScript(tx, call.house, access.accountId, id)
        return null
      },
    ),
}

async function contentOf(call: Call, access: Access, blobId: unknown): Promise<ScriptContent | Refused> {
  try {
    return await prepareScript(call.house, await readScriptBlob(call, access.accountId, blobId))
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

const SETTABLE = new Set(['name', 'blobId'])

async function createOne(
  tx: Tx,
  call: Call,
  access: Access,
  given: Values,
  content: ScriptContent | Refused | undefined,
): Promise<Outcome> {
  refuseOthers(given)
  if (!content) throw invalid('blobId', 'must be given')
  if (content instanceof Refused) throw content
  // RFC 9661 §2: the server names what the client does not.
  const name = given['name'] ?? `script-${content.blob.digest.slice(0, 12)}`
  const id = await createScript(tx, call.house, access.accountId, textOf(name), content)
  return {
    id: writeId(sieveScript.prefix, id),
    isActive: false,
    blobId: writeBlobId(content.blob.digest),
    ...(given['name'] ? {} : { name }),
  }
}

async function updateOne(
  tx: Tx,
  call: Call,
  access: Access,
  id: RecordId,
  patch: Values,
  content: ScriptContent | Refused | undefined,
): Promise<Outcome> {
  refuseOthers(patch)
  if (content instanceof Refused) throw content
  const name = 'name' in patch ? textOf(patch['name']) : undefined
  await updateScript(tx, call.house, access.accountId, id, {
    ...(name !== undefined && { name }),
    ...(content && { content }),
  })
  return content ? { blobId: writeBlobId(content.blob.digest) } : null
}

function refuseOthers(given: Values): void {
  for (const name of Object.keys(given)) if (!SETTABLE.has(name)) throw invalid(name, 'cannot be set')
}

function textOf(name: unknown): string {
  if (typeof name !== 'string') throw invalid('name', 'a text is expected')
  return name.normalize('NFC')
}
