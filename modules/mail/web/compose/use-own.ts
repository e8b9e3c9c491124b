import { useEffect, useMemo } from 'react'
import { useAccountId, useQuery, useRecords, useWho } from '../../../../web/face.ts'
import { MAIL } from '../../types.ts'
import { useIdentities } from './use-identities.ts'

export interface Own {
  /** Addresses of the reader, in lower case. */
  readonly addresses: ReadonlySet<string>
  /** Those that are the reader’s alone: a mailbox of several people is called by its name. */
  readonly you: ReadonlySet<string>
  /** Whether an address is outside of the organisation. */
  isOutside(address: string): boolean
}

/** Who the reader is, and where the organisation ends. */
export function useOwn(accountId: string): Own {
  const who = useWho()
  const isHome = useAccountId(MAIL) === accountId
  const identities = useIdentities(accountId)
  const domains = useDomains()
  return useMemo(() => {
    const addresses = new Set([who.address, ...identities.map(({ email }) => email)].map(lower))
    const inside = new Set([...domains, ...[...addresses].map(domainOf)].map(lower))
    return {
      addresses,
      you: isHome ? addresses : new Set([lower(who.address)]),
      isOutside: address => address !== '' && !inside.has(lower(domainOf(address))),
    }
  }, [who.address, identities, domains, isHome])
}

function useDomains(): readonly string[] {
  const rows = useQuery('Domain')
  const { need } = rows
  useEffect(() => need(0, 200), [need])
  const records = useRecords<{ name: string }>(
    'Domain',
    rows.ids.filter(id => id !== undefined),
  )
  return useMemo(() => records.flatMap(record => record?.name ?? []), [records])
}

const lower = (text: string): string => text.toLowerCase()
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
