// npm run bastide -- NOUN VERB …: what the administration does, from a terminal. It works in the database of the house,
// whether its server runs or not; a running server hears of each change at once.

import { parseArgs } from 'node:util'
import { loadConfig, StartError } from '../lib/config.ts'
import { Malformed, Refused } from '../lib/errors.ts'
import type { AccountId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { sql } from '../store/sql.ts'
import { audit } from './cli/audit.ts'
import {
  type Command,
  type Commands,
  type Context,
  type Given,
  type Options,
  type Result,
  UsageError,
} from './cli/command.ts'
import { domain } from './cli/domain.ts'
import { FAILED, MISUSED, REFUSED } from './cli/exit-code.ts'
import { group } from './cli/group.ts'
import { type CommandHouse, openCommandHouse } from './cli/house.ts'
import { module } from './cli/module.ts'
import { person } from './cli/person.ts'
import { bearReaderGone } from './reader-gone.ts'

const COMMANDS: Commands = { person, group, domain, module, audit }

async function main(args: readonly string[]): Promise<number> {
  const isJson = args.includes('--json')
  try {
    if (args.length === 0 || args.includes('--help')) return say(usage())
    const { command, given, organisation } = readCommand(args)
    const house = await openCommandHouse(loadConfig(), openLog({ level: 'warn' }))
    try {
      const organisationId = await findOrganisation(house, organisation)
      const { db, registry, close } = house
      return tell(await command.run({ db, registry, close, organisationId, given }), isJson)
    } finally {
      await house.close()
    }
  } catch (error) {
    return complain(error, isJson)
  }
}

interface Read {
  readonly command: Command
  readonly given: Given
  readonly organisation: string | null
}

function readCommand([noun = '', verb = '', ...rest]: readonly string[]): Read {
  const command = COMMANDS[noun]?.[verb]
  if (!command) throw new UsageError(`there is no command « ${[noun, verb].join(' ').trim()} »`)
  const { values, positionals } = parse(rest, command)
  if (positionals.length !== command.words) throw new UsageError(`${noun} ${verb} ${command.usage}`)
  const text = (name: string): string | null => {
    const value = values[name]
    return typeof value === 'string' ? value : null
  }
  const texts = (name: string): string[] => {
    const value = values[name]
    return Array.isArray(value) ? value.map(String) : []
  }
  const given: Given = { words: positionals, text, texts, is: name => values[name] === true }
  return { command, given, organisation: text('organisation') }
}

function parse(args: readonly string[], { options = {} }: Command) {
  const all: Options = { ...options, json: { type: 'boolean' }, organisation: { type: 'string' } }
  try {
    return parseArgs({ args: [...args], options: all, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** The only one, or that of a domain. */
async function findOrganisation(
  { db }: CommandHouse,
  domainName: string | null,
): Promise<Context['organisationId']> {
  const rows = await db.rows<{ id: AccountId }>(sql`
    select o.account_id as id from organisation o
    where ${domainName}::text is null
      or exists (select from domain d where d.account_id = o.account_id and d.name = lower(${domainName}))
    order by o.account_id`)
  const [only, ...others] = rows
  if (!only)
    throw new Refused(
      'notFound',
      domainName === null
        ? 'there is no organisation yet: start the server and open its link'
        : `no organisation has the domain ${domainName}`,
    )
  if (others.length > 0)
    throw new UsageError('there are several organisations: name one by a domain with --organisation')
  return only.id
}

function tell({ lines, json, exitCode = 0 }: Result, isJson: boolean): number {
  say(isJson ? JSON.stringify(json) : lines.join('\n'))
  return exitCode
}

function complain(error: unknown, isJson: boolean): number {
  const [code, kind] = kindOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (isJson) say(JSON.stringify({ error: kind, message }))
  else console.error(`bastide: ${message}${code === MISUSED ? '\n\n' + usage() : ''}`)
  if (code === FAILED && !(error instanceof StartError) && error instanceof Error) console.error(error.stack)
  return code
}

function kindOf(error: unknown): [number, string] {
  if (error instanceof UsageError) return [MISUSED, 'usage']
  if (error instanceof Malformed) return [REFUSED, 'malformed']
  if (error instanceof Refused) return [REFUSED, error.code]
  return [FAILED, 'failed']
}

function say(text: string): number {
  if (text !== '') process.stdout.write(`${text}\n`)
  return 0
}

function usage(): string {
  const lines = Object.entries(COMMANDS).flatMap(([noun, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { usage: rest, help }]) => [
      `  ${[noun, verb, rest].filter(Boolean).join(' ')}`,
      `      ${help}`,
    ]),
  )
  return [
    'Usage: npm run bastide -- NOUN VERB … [--json] [--organisation DOMAIN]',
    '',
    ...lines,
    '',
    'Exit code: 0 done · 1 something broke · 2 not understood · 3 refused · 4 the audit was tampered with',
  ].join('\n')
}

bearReaderGone()
process.exitCode = await main(process.argv.slice(2))
