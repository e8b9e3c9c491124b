import { IconDots } from '@tabler/icons-react'
import { lazy, type Ref, Suspense, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, SkeletonText, stroke } from '../../../../web/ui/index.ts'
import type { RichTextHandle } from '../../../../web/ui/text/rich-text.tsx'
import { BodyFrame } from '../reader/body-frame.tsx'
import styles from './compose.module.css'
import type { Letter } from './letter.ts'
import { composeTexts } from './texts.ts'
import type { Change } from './use-writing.ts'

const RichText = lazy(() => import('../../../../web/ui/text/rich-text.tsx'))

type Props = {
  letter: Letter
  change: Change
  onPicture: (file: File) => Promise<string>
  isAnswer: boolean
  /** What was typed before. */
  early: () => string
  handle: Ref<RichTextHandle>
}

/** What one writes, and below it, folded, what one answers. */
export function ComposeText({ letter, change, onPicture, isAnswer, early, handle }: Props) {
  const t = useT(composeTexts)
  return (
    <div className={styles.text}>
      <Suspense fallback={<Coming />}>
        <RichText
          label={t('field.text')}
          placeholder={t('field.placeholder')}
          html={letter.html}
          onChange={html => change(now => ({ ...now, html }))}
          onImage={onPicture}
          autoFocus={isAnswer}
          early={early}
          handle={handle}
        />
      </Suspense>
      {letter.quoted !== '' && (
        <Quoted letter={letter} onRemove={() => change(now => ({ ...now, quoted: '' }))} />
      )}
    </div>
  )
}

const Coming = () => (
  <div className={styles.coming}>
    <SkeletonText lines={4} />
  </div>
)

function Quoted({ letter, onRemove }: { letter: Letter; onRemove: () => void }) {
  const t = useT(composeTexts)
  const [shown, setShown] = useState(false)
  const words = t(shown ? 'quote.hide' : 'quote.show')
  return (
    <div className={styles.quoted}>
      <div className={styles.quotedHead}>
        <button
          type="button"
          className={styles.dots}
          aria-expanded={shown}
          aria-label={words}
          title={words}
          onClick={() => setShown(!shown)}
        >
          <IconDots size={18} stroke={stroke} aria-hidden="true" />
        </button>
        {shown && (
          <Button look="link" onClick={onRemove}>
            {t('quote.remove')}
          </Button>
        )}
      </div>
      {shown && <BodyFrame title={t('quote.title')} html={letter.quoted} accountId={letter.accountId} />}
    </div>
  )
}
