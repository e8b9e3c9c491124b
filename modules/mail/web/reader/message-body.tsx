import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, ErrorState, SkeletonText, stroke, useDelayed } from '../../../../web/ui/index.ts'
import { BodyFrame } from './body-frame.tsx'
import { nameOf, type ReadEmail, writerOf } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'
import { useBody } from './use-body.ts'

type Props = {
  accountId: string
  email: ReadEmail
  /** Whether pictures of other hosts are shown, through our own. */
  remote: boolean
  onRemote: () => void
}

export function MessageBody({ accountId, email, remote, onRemote }: Props) {
  const t = useT(readerTexts)
  const body = useBody(accountId, email.id, remote)
  const isLate = useDelayed(body.kind === 'waiting')
  const [unfolded, setUnfolded] = useState(false)
  if (body.kind === 'waiting')
    return <div className={styles.text}>{isLate && <SkeletonText lines={5} />}</div>
  if (body.kind !== 'here') return <ErrorState onRetry={body.retry}>{t(`body.${body.kind}`)}</ErrorState>

  const { html, quotedHtml, blockedRemote } = body.body
  const hasWords = /[^\s]|<img/i.test(html.replace(/<(?!img)[^>]*>|&nbsp;/gi, ''))
  const title = t('message.by', { name: nameOf(writerOf(email)) })
  return (
    <div className={styles.text}>
      {blockedRemote > 0 && !remote && (
        <Banner action={<Button onClick={onRemote}>{t('images.once')}</Button>}>{t('images.blocked')}</Banner>
      )}
      {hasWords || quotedHtml ? (
        <BodyFrame title={title} html={unfolded ? html + quotedHtml : html} accountId={accountId} />
      ) : (
        <p className={styles.empty}>{t('body.empty')}</p>
      )}
      {quotedHtml !== '' && (
        <button
          type="button"
          className={styles.dots}
          aria-expanded={unfolded}
          aria-label={t(unfolded ? 'history.hide' : 'history.show')}
          title={t(unfolded ? 'history.hide' : 'history.show')}
          onClick={() => setUnfolded(!unfolded)}
        >
          <IconDots size={18} stroke={stroke} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
