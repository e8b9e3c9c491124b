import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Avatar, formatWhenFull, formatWhenLong } from '../../../../web/ui/index.ts'
import type { Own } from '../compose/use-own.ts'
import { dateOf, nameOf, type ReadEmail, writerOf } from './email.ts'
import { MessageMarks } from './message-marks.tsx'
import styles from './reader.module.css'
import { isOneOf } from './recipients.ts'
import { readerTexts } from './texts.ts'

type Props = { email: ReadEmail; own: Own; onToggle: () => void }

/** A message that is closed: who, the first words, when. */
export function MessageLine({ email, own, onToggle }: Props) {
  const t = useT(readerTexts)
  const language = useLanguage()
  const writer = writerOf(email)
  const name = isOneOf(writer, own.you) ? t('you') : nameOf(writer)
  const at = dateOf(email)
  return (
    <button
      type="button"
      className={styles.line}
      data-message={email.id}
      aria-expanded={false}
      aria-label={t('message.open', { name })}
      onClick={onToggle}
    >
      <Avatar name={writer.name ?? ''} address={writer.email} size={26} />
      <b>{name}</b>
      <span className={styles.preview}>{email.preview}</span>
      <MessageMarks email={email} />
      <time dateTime={email.receivedAt} title={formatWhenFull(at, language)}>
        {formatWhenLong(at, language, new Date())}
      </time>
    </button>
  )
}
