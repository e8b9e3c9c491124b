import type { AuthenticateResult, DMARCResult, DNSResolver } from 'mailauth'
import { dmarc } from 'mailauth/lib/dmarc/index.js'
import { type EmailAddress, readAddresses } from '../../../wire/mime/address.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { domainOf } from '../model/outgoing.ts'
import { Refusal } from './refusal.ts'

/** Whoever a reader may take for an author; those of the last field first, which is the one that is shown. */
export const authorsOf = (header: Buffer): EmailAddress[] =>
  readFields(header, 0, header.length, name => name === 'from')
    .reverse()
    .flatMap(field => readAddresses(field.value))

/** Each asks DNS. */
const MAX_DOMAINS = 10

/** Nobody reads a list that is longer: whoever stands in it would not be asked about. */
export function refuseCrowd(header: Buffer): void {
  if (domainsOf(authorsOf(header)).length > MAX_DOMAINS) throw new Refusal(replies.tooManyAuthors)
}

/**
 * What DMARC says of the authors as they are shown. Of several domains each is asked, and the worst answer counts: one who
 * vouches for himself could otherwise stand beside whomever he writes for. RFC 7489 §6.6.1
 */
export async function judgeAuthors(
  result: AuthenticateResult,
  header: Buffer,
  resolver: DNSResolver,
): Promise<DMARCResult | false> {
  const domains = domainsOf(authorsOf(header)).slice(0, MAX_DOMAINS)
  const grounds = groundsOf(result)
  const found = await Promise.all(domains.map(headerFrom => dmarc({ headerFrom, resolver, ...grounds })))
  return found.filter(one => one !== false).sort((a, b) => weight(b) - weight(a))[0] ?? false
}

const domainsOf = (authors: readonly EmailAddress[]): string[] =>
  [...new Set(authors.flatMap(({ email }) => (email.includes('@') ? [domainOf(email)] : [])))].filter(Boolean)

const groundsOf = ({ spf, dkim, arc }: AuthenticateResult) => ({
  spfDomains: spf && spf.status.result === 'pass' ? [spf.domain] : [],
  dkimDomains: dkim.results.flatMap(({ id, signingDomain: domain, status: { result, underSized } }) =>
    result !== 'pass' || !domain
      ? []
      : [{ domain, ...(id ? { id } : {}), ...(underSized === undefined ? {} : { underSized }) }],
  ),
  ...(arc ? { arcResult: arc } : {}),
})

const WEIGHTS: Readonly<Record<string, number>> = { fail: 3, temperror: 2, pass: 0 }
const POLICIES: Readonly<Record<string, number>> = { reject: 0.2, quarantine: 0.1 }

const weight = ({ status, policy }: DMARCResult): number =>
  (WEIGHTS[status.result] ?? 1) + (POLICIES[policy] ?? 0)
