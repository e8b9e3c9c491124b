import { domainToASCII } from 'node:url'

/** The domain of an address, as the queue sorts by it: lower case, in the form of DNS; "[192.0.2.7]" for a number. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return domain.startsWith('[') ? domain.toLowerCase() : domainToASCII(domain).toLowerCase()
}
