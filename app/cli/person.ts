import { text as readAll } from 'node:stream/consumers'
import { setPassword } from '../../core/login/change.ts'
import { makePassword } from '../../core/login/made-password.ts'
import { hashPassword } from '../../core/login/password.ts'
import { createPrincipal, disablePrincipal, enablePrincipal } from '../../core/principal.ts'
import { sql } from '../../store/sql.ts'
import { type Command, type Context, type Options, type Result, table, UsageError } from './command.ts'
import { findByAddress } from './find.ts'

const GIGABYTE = 1024 ** 3

const passwordOptions: Options = {
  'password-stdin': { type: 'boolean' },
  permanent: { type: 'boolean' },
}

const PASSWORD_USAGE = '[--password-stdin] [--permanent]'

export const person: Readonly<Record<string, Command>> = {
  create: {
    usage: `ADDRESS --name NAME [--title T] [--service S] [--language fr|en] [--quota GB] [--alias ADDRESS]… [--administrator] ${PASSWORD_USAGE}`,
    help: 'Makes a person; a password that is not given is made and told, to be replaced at the first sign-in.',
    words: 1,
    options: {
      name: { type: 'string' },
      title: { type: 'string' },
      service: { type: 'string' },
      language: { type: 'string' },
      quota: { type: 'string' },
      alias: { type: 'string', multiple: true },
      administrator: { type: 'boolean' },
      ...passwordOptions,
    },
    run: create,
  },
  list: { usage: '', help: 'Everybody, with what they are.', words: 0, run: list },
  disable: { usage: 'ADDRESS', help: 'Keeps somebody out; mail still arrives.', words: 1, run: turn(false) },
  enable: { usage: 'ADDRESS', help: 'Lets somebody in again.', words: 1, run: turn(true) },
  'reset-password': {
    usage: `ADDRESS ${PASSWORD_USAGE}`,
    help: 'Gives somebody another password, and signs them out everywhere.',
    words: 1,
    options: passwordOptions,
    run: reset,
  },
}

async function create(context: Context): Promise<Result> {
  const { db, registry, organisationId, given } = context
  const [email = ''] = given.words
  const name = given.text('name')
  if (name === null) throw new UsageError('--name is needed')
  const password = await passwordFor(context)
  const hash = await hashPassword(password.text, { name, address: email })
  const { id } = await db.write(tx =>
    createPrincipal(tx, registry, null, organisationId, {
      type: 'individual',
      name,
      email,
      title: given.text('title'),
      service: given.text('service'),
      aliases: given.texts('alias'),
      quota: quotaOf(given.text('quota')),
      role: given.is('administrator') ? 'administrator' : 'person',
      ...languageOf(given.text('language')),
      password: hash,
      passwordIsTemporary: !given.is('permanent'),
    }),
  )
  return {
    lines: [`${name} <${email}> is made.`, ...password.lines],
    json: { id: `p${id}`, name, email, ...password.json },
  }
}

async function reset(context: Context): Promise<Result> {
  const { db, organisationId, given } = context
  const { id, name, email } = await findByAddress(context, given.words[0]!)
  const password = await passwordFor(context)
  const hash = await hashPassword(password.text, { name, address: email })
  await db.write(tx => setPassword(tx, null, organisationId, id, hash, !given.is('permanent')))
  return {
    lines: [`${name} has another password, and is signed out everywhere.`, ...password.lines],
    json: { id: `p${id}`, email, ...password.json },
  }
}

interface GivenPassword {
  readonly text: string
  readonly lines: readonly string[]
  readonly json: { readonly password?: string }
}

/** One that is typed is never an argument: others of the machine could read it there. */
async function passwordFor({ given }: Context): Promise<GivenPassword> {
  if (given.is('password-stdin')) {
    const typed = (await readAll(process.stdin)).replace(/\r?\n$/, '')
    return { text: typed, lines: [], json: {} }
  }
  const made = makePassword()
  const kind = given.is('permanent') ? 'Password' : 'Temporary password'
  return { text: made, lines: [`${kind}, told this once: ${made}`], json: { password: made } }
}

function quotaOf(written: string | null): number | null {
  if (written === null) return null
  const gigabytes = Number(written.replace(',', '.'))
  if (!(gigabytes >= 0 && gigabytes < 1_000_000)) throw new UsageError('--quota takes a number of gigabytes')
  return Math.round(gigabytes * GIGABYTE)
}

function languageOf(written: string | null): { language?: string } {
  if (written === null) return {}
  if (written !== 'fr' && written !== 'en') throw new UsageError('--language is fr or en')
  return { language: written }
}

async function list({ db, organisationId }: Context): Promise<Result> {
  const people = await db.rows<{
    id: string
    name: string
    email: string
    role: string
    disabled: boolean
  }>(sql`
    select 'p' || id as id, name, coalesce(email, '') as email, role, disabled_at is not null as disabled
    from principal where account_id = ${organisationId} and kind = 'individual' order by fold(name), id`)
  return {
    lines: table(
      people.map(({ email, name, role, disabled }) => [
        email,
        name,
        [role === 'administrator' && role, disabled && 'disabled'].filter(Boolean).join(', '),
      ]),
    ),
    json: { people },
  }
}

function turn(on: boolean) {
  return async (context: Context): Promise<Result> => {
    const { db, organisationId, given } = context
    const { id, name, email } = await findByAddress(context, given.words[0]!)
    const verb = on ? enablePrincipal : disablePrincipal
    await db.write(tx => verb(tx, null, organisationId, id))
    const words = on ? 'can sign in again.' : 'can no longer sign in. The data stays.'
    return { lines: [`${name} ${words}`], json: { id: `p${id}`, email, disabled: !on } }
  }
}
