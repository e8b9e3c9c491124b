import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, stroke } from '../../../../web/ui/index.ts'
import { BodyFrame } from './body-frame.tsx'
import { protectionOf } from './email.ts'
import styles from './reader.module.css'
import type { Rendered } from './rendered.ts'
import { readerTexts } from './texts.ts'
import { type Whole, WholeNotice } from './whole-notice.tsx'

type Props = {
  accountId: string
  title: string
  body: Rendered
  whole: Whole
  /** Whether pictures of other hosts are shown, through our own. */
  remote: boolean
  onRemote: () => void
  /** What stands in for a message that says nothing itself; '' where there is none. */
  otherwise?: Pick<Rendered, 'html' | 'isCut'>
}

const NOTHING = { html: '', isCut: false }

/** The cleaned text of a message: what is new, and the history to unfold. */
export function BodyText({ accountId, title, body, whole, remote, onRemote, otherwise = NOTHING }: Props) {
  const t = useT(readerTexts)
  const [unfolded, setUnfolded] = useState(false)
  const { html, quotedHtml, blockedRemote } = body
  const manner = protectionOf(whole)
  const hasWords = /[^\s]|<img/i.test(html.replace(/<(?!img)[^>]*>|&nbsp;/gi, ''))
  const { html: fresh, isCut } = hasWords || quotedHtml ? body : otherwise
  return (
    <>
      {blockedRemote > 0 && !remote && (
        <Banner action={<Button onClick={onRemote}>{t('images.once')}</Button>}>{t('images.blocked')}</Banner>
      )}
      {isCut && (
        <WholeNotice accountId={accountId} whole={whole}>
          {t('body.cut')}
        </WholeNotice>
      )}
      {manner && (
        <WholeNotice accountId={accountId} whole={whole}>
          {t('body.protected', { manner })}
        </WholeNotice>
      )}
      {fresh || quotedHtml ? (
        <BodyFrame title={title} html={unfolded ? fresh + quotedHtml : fresh} accountId={accountId} />
      ) : (
        !manner && <p className={styles.empty}>{t('body.empty')}</p>
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
    </>
  )
}
