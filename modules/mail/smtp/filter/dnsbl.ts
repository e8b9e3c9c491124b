import { isIPv6 } from 'node:net'
import type { Resolver } from '../../../../core/outgoing/resolver.ts'
import type { JunkReason } from '../../types.ts'

const POINTS = 3

/** Lists of senders that the configuration names, none by default: asking one tells it who writes to us. RFC 5782 §2.1 */
export async function askLists(
  resolver: Resolver,
  zones: readonly string[],
  ip: string,
): Promise<JunkReason[]> {
  const name = reversed(ip)
  const found = await Promise.all(zones.map(zone => isListed(resolver, `${name}.${zone}`)))
  return zones.filter((_, i) => found[i]).map(zone => ({ rule: 'dnsbl', points: POINTS, detail: zone }))
}

/** A list that does not answer says nothing; nor does an answer that is no verdict (127.255.255.…: asked too often). */
async function isListed(resolver: Resolver, name: string): Promise<boolean> {
  try {
    const answers = await resolver.resolve(name, 'A')
    return answers.some(one => one.startsWith('127.0.'))
  } catch {
    return false
  }
}

export function reversed(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain.split('.').reverse().join('.')
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) => text.split(':').filter(Boolean)
  const [first, last] = [groups(head), groups(tail ?? '')]
  const middle = tail === undefined ? [] : Array<string>(8 - first.length - last.length).fill('0')
  const digits = [...first, ...middle, ...last].map(group => group.padStart(4, '0')).join('')
  return [...digits].reverse().join('.')
}
