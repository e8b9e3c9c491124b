import type { domain } from '../../../core/types.ts'
import type { RecordOf } from '../../../lib/descriptor.ts'
import { useAll } from './use-all.ts'

export type Domain = RecordOf<typeof domain>

/** Domains in which addresses are given, the oldest first: it is the one that people have. */
export function useOwnDomains(): readonly string[] {
  const domains = useAll<Domain>('Domain') ?? []
  return domains
    .filter(({ aliasOf }) => aliasOf === null)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .map(({ name }) => name)
}
