import { Malformed } from '../../lib/errors.ts'
import type { Invocation } from './invocation.ts'
import { isObject, type JsonObject } from './json.ts'
import { resolvePointer } from './pointer.ts'

/** Stands for a value in the answer to an earlier call of the same request. */
// RFC 8620 §3.7
export interface ResultReference {
  readonly resultOf: string
  readonly name: string
  readonly path: string
}

/** The arguments with their references replaced, or the method error that they deserve. */
export type Resolution =
  | { readonly arguments: JsonObject }
  | { readonly error: 'invalidArguments' | 'invalidResultReference'; readonly description: string }

/** Replaces each `#name` argument by what it refers to in the answers given so far. */
// RFC 8620 §3.7
export function resolveReferences(args: JsonObject, answers: readonly Invocation[]): Resolution {
  const resolved: [string, unknown][] = []
  for (const [name, value] of Object.entries(args)) {
    if (!name.startsWith('#')) {
      resolved.push([name, value])
      continue
    }
    if (Object.hasOwn(args, name.slice(1)))
      return { error: 'invalidArguments', description: `"${name.slice(1)}" is given twice` }
    try {
      resolved.push([name.slice(1), resolveReference(value, answers)])
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      return { error: 'invalidResultReference', description: `${name}: ${error.message}` }
    }
  }
  return { arguments: Object.fromEntries(resolved) }
}

function resolveReference(value: unknown, answers: readonly Invocation[]): unknown {
  if (!isResultReference(value)) throw new Malformed('a reference has resultOf, name and path')
  const answer = answers.find(([, , callId]) => callId === value.resultOf)
  if (!answer) throw new Malformed(`no call "${value.resultOf}" was answered before`)
  if (answer[0] !== value.name) throw new Malformed(`the answer is "${answer[0]}", not "${value.name}"`)
  return resolvePointer(answer[1], value.path)
}

const isResultReference = (value: unknown): value is ResultReference =>
  isObject(value) &&
  typeof value['resultOf'] === 'string' &&
  typeof value['name'] === 'string' &&
  typeof value['path'] === 'string'
