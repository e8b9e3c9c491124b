import { type Translate, useT } from '../../../../web/i18n/index.ts'
import { Chip } from '../../../../web/ui/index.ts'
import type { ReadEmail } from './email.ts'
import { type ReaderTexts, readerTexts } from './texts.ts'

type Props = { email: ReadEmail; isOutside: boolean }

/** Beside the name: from outside, and whether the sender's own domain says that it is from there. */
export function SenderMark({ email, isOutside }: Props) {
  const t = useT(readerTexts)
  const verified = isVerified(email)
  return (
    <>
      {isOutside && (
        <span title={t('outside.help')}>
          <Chip colour="ochre">{t('outside')}</Chip>
        </span>
      )}
      {verified && (
        <span title={verifiedWords(email, t)}>
          <Chip colour="olive">{t('verified')}</Chip>
        </span>
      )}
    </>
  )
}

const isVerified = ({ authentication }: ReadEmail): boolean =>
  authentication?.isInternal === true || authentication?.dmarc === 'pass'

/** The verdict in words, for the details too; null where nothing is known. */
export function verifiedWords({ authentication }: ReadEmail, t: T): string {
  if (!authentication) return t('verdict.unknown')
  const { from, isInternal, spf, dkim, dmarc } = authentication
  const domain = from ?? ''
  if (isInternal) return t('verdict.internal')
  if (dmarc === 'pass') return t('verdict.pass', { domain })
  if (dmarc === 'fail') return t('verdict.fail', { domain })
  if ([spf, dkim, dmarc].includes('temperror')) return t('verdict.later')
  if (dkim === 'pass' || spf === 'pass') return t('verdict.partial', { domain })
  return t('verdict.none')
}

type T = Translate<ReaderTexts>
