import { useT } from '../../../../web/i18n/index.ts'
import { Button, useToast } from '../../../../web/ui/index.ts'
import styles from './rules.module.css'
import type { Outcome, Sheet } from './rules-book.ts'
import { rulesTexts } from './texts.ts'

type Props = {
  sheet: Sheet
  activate: (scriptId: string) => Promise<Outcome>
  tell: (outcome: Outcome) => void
}

/** Scripts that other programs have made, and that do nothing while another is active. */
export function OtherScripts({ sheet, activate, tell }: Props) {
  const t = useT(rulesTexts)
  const toast = useToast()
  const { script, scripts } = sheet
  const others = scripts.filter(one => one !== script)
  if (others.length === 0) return null
  const use = async (id: string, name: string): Promise<void> => {
    const outcome = await activate(id)
    tell(outcome)
    if (outcome.kind !== 'saved') return
    const undo = script ? () => void activate(script.id).then(tell) : undefined
    toast({ text: t('rules.used', { name }), ...(undo && { undo }) })
  }
  return (
    <section className={styles.others}>
      <h2>{t('rules.others')}</h2>
      <p>{t('rules.others.help')}</p>
      <ul className={styles.pieces}>
        {others.map(({ id, name }) => (
          <li key={id} className={styles.other}>
            <b>{name}</b>
            <Button aria-label={`${t('rules.use')} : ${name}`} onClick={() => void use(id, name)}>
              {t('rules.use')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
