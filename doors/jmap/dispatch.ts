import type { Call, Method, RecordType } from '../../core/module.ts'
import { CORE } from '../../wire/jmap/capability.ts'
import { copyBlobs } from './blob/copy.ts'
import { blobMethods } from './blob/methods.ts'
import { changes } from './method/changes.ts'
import { copy } from './method/copy.ts'
import { get } from './method/get.ts'
import { query } from './method/query.ts'
import { queryChanges } from './method/query-changes.ts'
import { set } from './method/set.ts'
import { MethodFailed } from './problem.ts'

/** The six methods that a descriptor brings. */
const GENERATED: Readonly<
  Record<string, (type: RecordType, ...rest: Parameters<Method>) => ReturnType<Method>>
> = {
  get,
  changes,
  set,
  copy,
  query,
  queryChanges,
}

/** Methods of the door itself. */
const OWN: Readonly<Record<string, { capability: string; run: Method }>> = {
  // RFC 8620 §4
  'Core/echo': { capability: CORE, run: async (_, args) => ({ response: args }) },
  // RFC 8620 §6.3
  'Blob/copy': { capability: CORE, run: copyBlobs },
  ...blobMethods,
}

/** The method of a name, if its capability is asked for and its module is on; else `unknownMethod`. */
export function methodOf(call: Call, name: string): Method {
  const own = OWN[name] ?? call.house.registry.methods.get(name)
  if (own) return usable(call, own.capability) ? own.run : unknown(name)
  const [typeName = '', verb = ''] = name.split('/')
  const type = call.house.registry.types.get(typeName)
  const run = GENERATED[verb]
  if (!type || !run || !type.descriptor.methods.some(method => method === verb)) return unknown(name)
  if (!usable(call, type.descriptor.capability)) return unknown(name)
  return (...rest) => run(type, ...rest)
}

function usable(call: Call, capability: string): boolean {
  if (!call.using.has(capability)) return false
  const module = call.house.registry.moduleOf(capability)
  return module === null || call.house.registry.isOn(call.actor.organisationId, module.name)
}

function unknown(name: string): never {
  throw new MethodFailed('unknownMethod', `there is no method ${name} among the capabilities in use`)
}
