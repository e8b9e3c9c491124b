import { BlockList, isIP } from 'node:net'

// What a request of ours may not reach: everything that is not a public unicast address (RFC 6890 and its registries).
const V4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`
/** Outside the block that is given to networks (2000::/3), and what is special within it. */
const V6 = `::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20`

// Two lists: in one, Node would also look for an IPv4 address as ::ffff:… among the ranges of IPv6.
const special = { 4: listOf(V4, 'ipv4'), 6: listOf(V6, 'ipv6') }

function listOf(ranges: string, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges.split(/\s+/)) {
    const [address, bits] = range.split('/')
    list.addSubnet(address!, Number(bits), family)
  }
  return list
}

/** Whether an IP address is public. IPv4 within IPv6 (::ffff:127.0.0.1) never is: nobody needs it. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return false
  return family === 4 ? !special[4].check(address, 'ipv4') : !special[6].check(address, 'ipv6')
}
