import { Refused } from '../../../lib/errors.ts'
import { writeLine, writeLiteral, writeString } from '../../../wire/managesieve/response.ts'
import { checkForWriting } from '../model/sieve/check-account.ts'
import {
  activateScript,
  createScript,
  destroyScript,
  findScript,
  listScriptRows,
  MAX_SCRIPTS,
  prepareScript,
  updateScript,
} from '../model/sieve/scripts.ts'
import { MAX_SCRIPT_SIZE } from '../types.ts'
import { type Answer, no, ok, type Run } from './answer.ts'
import type { Session } from './session.ts'

// RFC 5804 §2.5
export const haveSpace: Run = async (session, [name, size]) => {
  if (Number(size) > MAX_SCRIPT_SIZE) return no('The script is too large', 'QUOTA/MAXSIZE')
  const rows = await listScriptRows(session.house.db, accountOf(session))
  const isNew = rows.every(row => row.name !== name)
  return isNew && rows.length >= MAX_SCRIPTS
    ? no(`Not more than ${MAX_SCRIPTS} scripts are kept`, 'QUOTA/MAXSCRIPTS')
    : ok('There is room')
}

const accountOf = (session: Session) => session.actor!.accountId

// RFC 5804 §2.6
export const putScript: Run = async (session, given) => {
  const [name, text] = given.map(String) as [string, string]
  const { house } = session
  const accountId = accountOf(session)
  const faults = await faultsOf(session, text)
  if (faults) return faults
  const content = await prepareScript(house, text)
  await house.db.write(async tx => {
    const known = await findScript(tx, accountId, name)
    if (known) await updateScript(tx, house, accountId, known.id, { content })
    else await createScript(tx, house, accountId, name, content)
  })
  return ok('Kept')
}

async function faultsOf(session: Session, text: string): Promise<Answer | null> {
  if (Buffer.byteLength(text) > MAX_SCRIPT_SIZE) return no('The script is too large', 'QUOTA/MAXSIZE')
  const { faults } = await checkForWriting(session.house.db, accountOf(session), text)
  if (faults.length === 0) return null
  return no(
    faults.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`).join('\r\n'),
  )
}

// RFC 5804 §2.12
export const checkScript: Run = async (session, [text]) =>
  (await faultsOf(session, String(text))) ?? ok('This is a script')

// RFC 5804 §2.7
export async function listScripts(session: Session): Promise<Answer> {
  const rows = await listScriptRows(session.house.db, accountOf(session))
  const lines = rows.map(({ name, isActive }) =>
    writeLine(writeString(name), ...(isActive ? ['ACTIVE'] : [])),
  )
  return ok('Done', lines.join(''))
}

// RFC 5804 §2.9
export const getScript: Run = async (session, [name]) =>
  ok('Done', `${writeLiteral((await wanted(session, name)).content)}\r\n`)

async function wanted(session: Session, name: unknown) {
  const found = await findScript(session.house.db, accountOf(session), String(name))
  if (!found) throw new Refused('notFound', 'There is no such script')
  return found
}

// RFC 5804 §2.8: the empty name is that of none.
export const setActive: Run = async (session, [name]) => {
  const id = name === '' ? null : (await wanted(session, name)).id
  await session.house.db.write(tx => activateScript(tx, accountOf(session), id))
  return ok('Done')
}

// RFC 5804 §2.10
export const deleteScript: Run = async (session, [name]) => {
  const { id } = await wanted(session, name)
  await session.house.db.write(tx => destroyScript(tx, session.house, accountOf(session), id))
  return ok('Gone')
}

// RFC 5804 §2.11
export const renameScript: Run = async (session, [from, to]) => {
  const { id } = await wanted(session, from)
  const name = String(to)
  await session.house.db.write(tx => updateScript(tx, session.house, accountOf(session), id, { name }))
  return ok('Done')
}
