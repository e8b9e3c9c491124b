import type { Who } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { Button } from '../../../web/ui/index.ts'
import { signOut } from './door.ts'
import styles from './doorway.module.css'
import { Doorway } from './doorway.tsx'
import { PasswordForm } from './password-form.tsx'
import { entryTexts } from './texts.ts'

type Props = {
  who: Who
  /** The password that was given, when it has just been typed. */
  given: string | null
  onChosen: () => void
  onLeave: () => void
}

/** The first sign-in with a password that somebody else gave: nothing else opens before there is an own one. */
export function ChoosePassword({ who, given, onChosen, onLeave }: Props) {
  const t = useT(entryTexts)
  const leave = async (): Promise<void> => {
    await signOut().catch(() => undefined)
    onLeave()
  }
  return (
    <Doorway title={t('choose.title')} intro={t('choose.intro', { name: who.name })}>
      <PasswordForm
        label={t('choose.title')}
        name={who.name}
        address={who.address}
        current={given}
        onDone={onChosen}
        actions={busy => (
          <div className={styles.actions}>
            <Button type="submit" look="primary" size="large" className={styles.wide} busy={busy}>
              {t('choose.run')}
            </Button>
            <Button look="quiet" className={styles.wide} onClick={() => void leave()}>
              {t('choose.leave')}
            </Button>
          </div>
        )}
      />
    </Doorway>
  )
}
