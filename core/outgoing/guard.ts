import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Refused } from '../../lib/errors.ts'
import { isPublic } from './public-address.ts'

/** Decides which hosts and addresses may be reached. */
export interface Guard {
  /** Refuses a host that is an IP address and may not be reached; a name is decided when it is looked up. */
  check(host: string): void
  /** Looks a name up and gives only what may be reached: the very addresses that are then connected to. */
  readonly lookup: LookupFunction
}

const refusal = (host: string) => new Refused('forbidden', `${host} is not a public address`)

/**
 * `allowed` are hosts that the administrator has set in the configuration (a smart host on loopback): names, addresses
 * or networks such as 10.1.0.0/16.
 */
export function guard(allowed: readonly string[] = [], resolve: typeof lookup = lookup): Guard {
  const names = new Set(allowed.map(host => bare(host).toLowerCase()))
  const networks = networksOf(allowed)
  const mayReach = (address: string) =>
    isPublic(address) || networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  const find = (host: string, options: LookupOptions, done: Parameters<LookupFunction>[2]) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0)
      const reachable = names.has(host.toLowerCase()) ? found : found.filter(one => mayReach(one.address))
      if (reachable.length === 0) return done(refusal(host), '', 0)
      answer(reachable, options, done)
    })
  }
  return {
    check(host) {
      const address = bare(host)
      if (isIP(address) !== 0 && !names.has(address.toLowerCase()) && !mayReach(address)) throw refusal(host)
    },
    lookup: find,
  }
}

function answer(
  [first, ...others]: LookupAddress[],
  options: LookupOptions,
  done: Parameters<LookupFunction>[2],
): void {
  if (options.all) done(null, [first!, ...others])
  else done(null, first!.address, first!.family)
}

/** "[::1]" of a URL as the address that it is. */
export const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

function networksOf(allowed: readonly string[]): BlockList {
  const list = new BlockList()
  for (const one of allowed) {
    const [address = '', bits] = one.split('/')
    const family = isIP(address)
    if (family === 0) continue
    list.addSubnet(
      address,
      bits === undefined ? (family === 4 ? 32 : 128) : Number(bits),
      `ipv${family as 4 | 6}`,
    )
  }
  return list
}
