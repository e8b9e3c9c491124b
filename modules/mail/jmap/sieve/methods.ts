import type { Answer, Call, RecordType } from '../../../../core/module.ts'
import { set } from '../../../../doors/jmap/method/set.ts'
import { setError } from '../../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../../lib/id.ts'
import { typeState } from '../../../../store/records/changes.ts'
import { isObject, readNullable, readString } from '../../../../wire/jmap/json.ts'
import { activateScript } from '../../model/sieve/scripts.ts'
import { sieveScript } from '../../types.ts'
import { readScriptBlob } from './content.ts'
import { sieveWrite } from './write.ts'

type Args = Readonly<Record<string, unknown>>

export const sieveType: RecordType = { descriptor: sieveScript, home: 'personal', write: sieveWrite }

/** The usual /set, and once all of it is done, which script is active. RFC 9661 §2.3 */
export async function setScripts(call: Call, args: Args): Promise<Answer> {
  const wanted = readNullable(args['onSuccessActivateScript'], 'onSuccessActivateScript', readString)
  const off = args['onSuccessDeactivateScript'] ?? false
  if (typeof off !== 'boolean') throw new Malformed('true or false is expected', 'onSuccessDeactivateScript')
  const answer = await set(sieveType, call, args)
  const response = answer.response as Args
  const isWhole = ['notCreated', 'notUpdated', 'notDestroyed'].every(name => isEmpty(response[name]))
  if (!isWhole || (wanted === null && !off)) return answer
  const id = wanted === null ? null : idOf(call, wanted)
  // RFC 9661 §2.3: an id that names nothing changes nothing.
  if (id === undefined) return answer
  return { response: await activate(call, args, response, id) }
}

const isEmpty = (value: unknown): boolean => !isObject(value) || Object.keys(value).length === 0

function idOf(call: Call, wanted: string): RecordId | undefined {
  const wire = wanted.startsWith('#') ? call.createdIds.get(wanted.slice(1)) : wanted
  return (wire && readId(sieveScript.prefix, wire)) || undefined
}

async function activate(call: Call, args: Args, response: Args, id: RecordId | null): Promise<Args> {
  const access = await call.access(args['accountId'])
  try {
    const changed = await call.house.db.write(tx => activateScript(tx, access.accountId, id))
    const newState = await typeState(call.house.db, access, sieveScript.name)
    return changed.reduce<Args>((told, one) => withActive(told, one, one === id), { ...response, newState })
  } catch (error) {
    if (error instanceof Refused && error.code === 'notFound') return response
    throw error
  }
}

/** Told where the script stands in the answer already, else among the updated. */
function withActive(response: Args, id: RecordId, isActive: boolean): Args {
  const wire = writeId(sieveScript.prefix, id)
  const created = (response['created'] ?? {}) as Readonly<Record<string, Args>>
  const key = Object.keys(created).find(one => created[one]!['id'] === wire)
  if (key !== undefined) return { ...response, created: { ...created, [key]: { ...created[key], isActive } } }
  const updated = (response['updated'] ?? {}) as Readonly<Record<string, Args | null>>
  return { ...response, updated: { ...updated, [wire]: { ...updated[wire], isActive } } }
}

// RFC 9661 §2.6
export async function validateScript(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const blobId = args['blobId']
  if (typeof blobId !== 'string') throw new Malformed('a blob id is expected', 'blobId')
  try {
    await readScriptBlob(call, access.accountId, blobId)
    return { response: { accountId: args['accountId'], error: null } }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { response: { accountId: args['accountId'], error: setError(error) } }
  }
}
