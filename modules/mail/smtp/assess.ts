import type { House } from '../../../core/house.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { type Assessment, listAcquainted } from '../model/assessment.ts'
import { listOpinions } from '../model/junk/bayes.ts'
import { tokensOf } from '../model/junk/tokens.ts'
import { findLookAlikes } from '../model/look-alike.ts'
import type { JunkReason, Warning } from '../types.ts'
import type { Authenticated } from './authenticate.ts'
import type { Judged } from './judge.ts'

/** An account that is to have the message. */
export interface Receiver {
  readonly accountId: AccountId
  readonly organisationId: AccountId
}

/** What speaks for and against a message, in each account that is to have it. */
export async function assess(
  house: House,
  { known, author, reasons: common }: Judged,
  receivers: readonly Receiver[],
  message: Buffer | null,
): Promise<ReadonlyMap<AccountId, Assessment>> {
  const organisations = [...new Set(receivers.map(one => one.organisationId))]
  const accounts = receivers.map(one => one.accountId)
  const [alike, acquainted, opinions] = await Promise.all([
    author ? findLookAlikes(house.db, organisations, author) : new Map<AccountId, Warning[]>(),
    author ? listAcquainted(house.db, accounts, author.email) : new Set<AccountId>(),
    message ? listOpinions(house.db, accounts, tokensOf(message)) : new Map<AccountId, number>(),
  ])
  return new Map(
    receivers.map(({ accountId, organisationId }) => {
      const warnings = [
        ...(isForged(known) ? (['forged'] as const) : []),
        ...(alike.get(organisationId) ?? []),
      ]
      const reasons = [
        ...common,
        ...warnings.flatMap(warning => ofWarning(warning)),
        ...ofOpinion(opinions.get(accountId)),
        ...(acquainted.has(accountId) && known.authentication.dmarc === 'pass' ? [ACQUAINTED] : []),
      ]
      return [accountId, { authentication: known.authentication, warnings, score: sum(reasons), reasons }]
    }),
  )
}

export const sum = (reasons: readonly JunkReason[]): number =>
  Math.round(reasons.reduce((total, reason) => total + reason.points, 0) * 10) / 10

const ACQUAINTED: JunkReason = { rule: 'acquainted', points: -2 }

/** The author's own domain says that it is not from there. */
const isForged = ({ authentication, policy }: Authenticated): boolean =>
  authentication.dmarc === 'fail' && policy !== 'none'

/** Points by what was found out; at the threshold of the configuration (5) a message is taken for junk. */
const DMARC_POINTS = { none: 1.5, quarantine: 4, reject: 6 } as const
const SPF_POINTS: Readonly<Record<string, number>> = { fail: 2, softfail: 1, permerror: 0.5 }
const WARNING_POINTS: Readonly<Record<Warning, number>> = {
  forged: 0,
  domainLookAlike: 4,
  colleagueName: 2.5,
  addressInName: 3,
}

export function ofMessage(
  { authentication: { spf, dmarc }, policy }: Authenticated,
  author: EmailAddress | null,
): JunkReason[] {
  const reasons: JunkReason[] = []
  if (!author) reasons.push({ rule: 'noAuthor', points: 2 })
  if (dmarc === 'fail') reasons.push({ rule: 'dmarc', points: DMARC_POINTS[policy], detail: policy })
  else if (dmarc !== 'pass' && SPF_POINTS[spf])
    reasons.push({ rule: 'spf', points: SPF_POINTS[spf], detail: spf })
  return reasons
}

/** How sure an account is of what it was taught. */
const BAYES_POINTS: readonly (readonly [from: number, points: number])[] = [
  [0.99, 5],
  [0.95, 3.5],
  [0.9, 2.5],
  [0.05, 0],
  [0, -1.5],
]

function ofOpinion(opinion: number | undefined): JunkReason[] {
  const points = opinion === undefined ? 0 : BAYES_POINTS.find(([from]) => opinion >= from)![1]
  return points === 0 ? [] : [{ rule: 'bayes', points, detail: opinion!.toFixed(2) }]
}

const ofWarning = (warning: Warning): JunkReason[] =>
  WARNING_POINTS[warning] === 0 ? [] : [{ rule: warning, points: WARNING_POINTS[warning] }]
