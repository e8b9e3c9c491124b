import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog } from '../../../../web/ui/index.ts'
import styles from './rules.module.css'
import type { Piece } from './script-rules.ts'
import { rulesTexts } from './texts.ts'

/** What somebody has written and no form shows: to be read, and left as it is. */
export function ByHandDialog({ piece, onClose }: { piece: Piece; onClose: () => void }) {
  const t = useT(rulesTexts)
  return (
    <Dialog
      open
      size={680}
      title={t('by-hand')}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <div className={styles.byHand}>
        <p>{t('by-hand.help')}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <pre tabIndex={0}>{`${piece.lead}${piece.text}`.trim()}</pre>
      </div>
    </Dialog>
  )
}
