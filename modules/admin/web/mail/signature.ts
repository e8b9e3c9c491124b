import type { Principal } from '../principal.ts'
import type { MailRuleT } from './texts.ts'

/** What the organisation puts under what its people write, as `OrganisationSignature/get` tells it. */
export interface Signature {
  readonly id: string
  readonly name: string
  readonly html: string
  readonly audience: Audience
  readonly targets: readonly string[]
  readonly onlyOutside: boolean
  readonly onlyFirst: boolean
  readonly isEnabled: boolean
  readonly rank: number
}

export const SIGNATURE = 'OrganisationSignature'
export const AUDIENCES = ['everybody', 'services', 'groups', 'domains'] as const
export type Audience = (typeof AUDIENCES)[number]

export const byRank = (a: Signature, b: Signature): number => a.rank - b.rank

/** « Services : Voirie, Culture » */
export function audienceWords(
  { audience, targets }: Signature,
  groups: readonly Principal[],
  t: MailRuleT,
): string {
  if (audience === 'everybody') return t('audience.everybody')
  const names =
    audience === 'groups' ? targets.map(id => groups.find(group => group.id === id)?.name ?? '…') : targets
  return names.length === 0 ? t('audience.nobody') : names.join(', ')
}
