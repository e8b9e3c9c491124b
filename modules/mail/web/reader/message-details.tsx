import type { EmailAddress } from '../../../../lib/descriptor.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatSize, formatWhenFull, writePerson } from '../../../../web/ui/index.ts'
import type { JunkScore } from '../../types.ts'
import type { ReadEmail } from './email.ts'
import styles from './reader.module.css'
import { verifiedWords } from './sender-mark.tsx'
import { readerTexts } from './texts.ts'

/** Every address in full. */
export function MessageDetails({ email }: { email: ReadEmail }) {
  const t = useT(readerTexts)
  const language = useLanguage()
  const rows: readonly [label: string, people: readonly EmailAddress[] | null][] = [
    [t('details.from'), email.from],
    [t('details.reply-to'), email.replyTo],
    [t('details.to'), email.to],
    [t('details.cc'), email.cc],
    [t('details.bcc'), email.bcc],
  ]
  return (
    <dl className={styles.details}>
      {rows
        .filter(([, people]) => people && people.length > 0)
        .map(([label, people]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{people?.map(written).join(', ')}</dd>
          </div>
        ))}
      <div>
        <dt>{t('details.date')}</dt>
        <dd>{formatWhenFull(new Date(email.sentAt ?? email.receivedAt), language)}</dd>
      </div>
      <div>
        <dt>{t('details.verdict')}</dt>
        <dd>{verifiedWords(email, t)}</dd>
      </div>
      {email.junk && email.junk.reasons.length > 0 && (
        <div>
          <dt>{t('details.junk')}</dt>
          <dd>{junkWords(email.junk)}</dd>
        </div>
      )}
      <div>
        <dt>{t('details.size')}</dt>
        <dd>{formatSize(email.size, language)}</dd>
      </div>
    </dl>
  )
}

/** For whoever asks why: the rules by their names. */
const junkWords = ({ score, reasons }: JunkScore): string =>
  `${score} (${reasons.map(({ rule, points, detail }) => `${rule}${detail ? ` ${detail}` : ''} ${points}`).join(', ')})`

const written = ({ name, email }: EmailAddress): string => writePerson({ name: name ?? '', address: email })
