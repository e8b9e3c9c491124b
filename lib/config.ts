// Configuration: declared once as data (config-keys.ts), read here from the file and the environment.
// From the same declaration come the type below and docs/configuration.md (config-document.ts).

import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { keys } from './config-keys.ts'
import { type Group, isKey, type Key, type Values } from './config-kinds.ts'
import { rules } from './config-rules.ts'

export type Config = Values<typeof keys>
export type Environment = Readonly<Record<string, string | undefined>>

/** The server cannot start, and the person who starts it can mend that: `message` is all that is shown. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** Reads the configuration. The environment wins over the file; what neither says has a default. */
export function loadConfig(env: Environment = process.env): Config {
  const file = configFile(env)
  const said = file === null ? {} : readFile(file)
  const config = readGroup(keys, said, { env, file: file ?? '', path: [] }) as Config
  for (const rule of rules) {
    if (!rule.holds(config)) throw new StartError(`Configuration: ${rule.says}.`)
  }
  return { ...config, data: resolve(config.data) }
}

/** Variables that look like ours and are not: most often a slip of the finger. */
export function unknownVariables(env: Environment = process.env): string[] {
  const known = new Set(['BASTIDE_CONFIG', ...variables(keys, [])])
  return Object.keys(env).filter(name => name.startsWith('BASTIDE_') && !known.has(name))
}

/** `['http', 'port']` is set by BASTIDE_HTTP_PORT, unless the key names another variable. */
export function variableOf(path: readonly string[], key: Key): string {
  return key.env ?? ['BASTIDE', ...path.map(word => word.replace(/[A-Z]/g, '_$&'))].join('_').toUpperCase()
}

interface Place {
  env: Environment
  file: string
  path: readonly string[]
}

function configFile(env: Environment): string | null {
  const named = env['BASTIDE_CONFIG']
  if (named && !existsSync(named))
    throw new StartError(`BASTIDE_CONFIG names ${named}, which does not exist.`)
  const file = named || join(env['BASTIDE_DATA'] || keys.data.default, 'bastide.yaml')
  return existsSync(file) ? (isAbsolute(file) ? file : resolve(file)) : null
}

function readFile(file: string): unknown {
  const document = parseDocument(readFileSync(file, 'utf8'))
  const [error] = document.errors
  if (error)
    throw new StartError(`${file} is not valid YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}.`)
  return document.toJS() ?? {}
}

function readGroup(group: Group, said: unknown, place: Place): unknown {
  const given = mapping(said, place)
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(group, name)) throw unknownKey(name, group, place)
  }
  const entries = Object.entries(group).map(([name, entry]) => {
    const inside = { ...place, path: [...place.path, name] }
    return [name, isKey(entry) ? readKey(entry, given[name], inside) : readGroup(entry, given[name], inside)]
  })
  return Object.fromEntries(entries)
}

function mapping(said: unknown, { file, path }: Place): Record<string, unknown> {
  if (said === undefined || said === null) return {}
  if (typeof said === 'object' && !Array.isArray(said)) return said as Record<string, unknown>
  throw new StartError(
    `${file}: ${path.join('.') || 'the file'} must hold keys and values, found ${shown(said)}.`,
  )
}

function readKey(key: Key, said: unknown, { env, file, path }: Place): unknown {
  const variable = variableOf(path, key)
  const fromEnv = env[variable]
  if (fromEnv) return check(key, fromEnv, variable)
  return said === undefined || said === null ? key.default : check(key, said, `${file}: ${path.join('.')}`)
}

function check(key: Key, value: unknown, where: string): unknown {
  const read = key.read(value)
  if (read !== undefined) return read
  throw new StartError(
    `${where} must be ${key.expects}, found ${key.secret ? 'something else' : shown(value)}.`,
  )
}

function unknownKey(name: string, group: Group, { file, path }: Place): StartError {
  const within = path.length > 0 ? ` in ${path.join('.')}` : ''
  return new StartError(
    `${file}: unknown key ${name}${within}; the keys there are ${Object.keys(group).join(', ')}.`,
  )
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}

function variables(group: Group, path: readonly string[]): string[] {
  return Object.entries(group).flatMap(([name, entry]) =>
    isKey(entry) ? [variableOf([...path, name], entry)] : variables(entry, [...path, name]),
  )
}
