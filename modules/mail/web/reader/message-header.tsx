import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Avatar, formatWhenFull, formatWhenLong, stroke } from '../../../../web/ui/index.ts'
import type { Own } from '../compose/use-own.ts'
import { dateOf, nameOf, type ReadEmail, writerOf } from './email.ts'
import { MessageDetails } from './message-details.tsx'
import { Star } from './message-marks.tsx'
import styles from './reader.module.css'
import { isOneOf, recipientsLine } from './recipients.ts'
import { SenderMark } from './sender-mark.tsx'
import { readerTexts } from './texts.ts'

type Props = {
  email: ReadEmail
  own: Own
  onToggle: () => void
  /** Beside the name. */
  mark: ReactNode
  menu: ReactNode
}

/** Who wrote, to whom, when; all of it on request. */
export function MessageHeader({ email, own, onToggle, mark, menu }: Props) {
  const t = useT(readerTexts)
  const language = useLanguage()
  const detailsId = useId()
  const [detailed, setDetailed] = useState(false)
  const writer = writerOf(email)
  const name = isOneOf(writer, own.you) ? t('you') : nameOf(writer)
  const at = dateOf(email)
  const Chevron = detailed ? IconChevronUp : IconChevronDown
  return (
    <>
      <header className={styles.sender}>
        <Avatar name={writer.name ?? ''} address={writer.email} />
        <div className={styles.who}>
          <span className={styles.name}>
            <button type="button" aria-expanded aria-label={t('message.close', { name })} onClick={onToggle}>
              {name}
            </button>
            <SenderMark email={email} isOutside={own.isOutside(writer.email)} />
            {mark}
          </span>
          <button
            type="button"
            className={styles.to}
            aria-expanded={detailed}
            aria-controls={detailsId}
            aria-label={t(detailed ? 'details.hide' : 'details.show')}
            onClick={() => setDetailed(!detailed)}
          >
            <span>{recipientsLine(email, own.you, t)}</span>
            <Chevron size={14} stroke={stroke} aria-hidden="true" />
          </button>
        </div>
        <Star email={email} />
        <time dateTime={email.receivedAt} title={formatWhenFull(at, language)}>
          {formatWhenLong(at, language, new Date())}
        </time>
        {menu}
      </header>
      <div id={detailsId}>{detailed && <MessageDetails email={email} />}</div>
    </>
  )
}
