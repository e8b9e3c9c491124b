import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Dialog, TextArea } from '../../../../web/ui/index.ts'
import { sayFault } from './fault-words.ts'
import styles from './rules.module.css'
import type { Outcome, Place } from './rules-book.ts'
import { faultTexts, rulesTexts } from './texts.ts'

type Props = {
  text: string
  fault: Place | null
  save: (text: string) => Promise<Outcome>
  onSaved: () => void
  onClose: () => void
}

/** The whole script as text, for those who speak its language, and for one that cannot be shown otherwise. */
export function ScriptDialog({ text: kept, fault, save, onSaved, onClose }: Props) {
  const t = useT(rulesTexts)
  const [text, setText] = useState(kept)
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const submit = async (): Promise<void> => {
    setBusy(true)
    const answer = await save(text)
    setBusy(false)
    setOutcome(answer)
    if (answer.kind === 'saved') onSaved()
  }
  const faults = outcome?.kind === 'refused' ? outcome.faults : fault && !outcome ? [fault] : []
  return (
    <Dialog
      open
      size={760}
      title={t('script.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={isBusy} onClick={() => void submit()}>
            {t('script.save')}
          </Button>
        </>
      }
    >
      <div className={styles.script}>
        {outcome?.kind === 'changed' && <Banner tone="warn">{t('script.changed')}</Banner>}
        {outcome?.kind === 'failed' && <Banner tone="error">{t('script.failed')}</Banner>}
        {faults.length > 0 && <Faults faults={faults} />}
        <TextArea
          label={t('script.label')}
          help={t('script.help')}
          rows={18}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          value={text}
          onChange={setText}
        />
      </div>
    </Dialog>
  )
}

function Faults({ faults }: { faults: readonly Place[] }) {
  const t = useT(rulesTexts)
  const words = useT(faultTexts)
  return (
    <Banner tone="error">
      <ul>
        {faults.map(fault => (
          <li key={`${fault.line}:${fault.column}:${fault.code}`}>
            {t('script.fault', { line: fault.line, column: fault.column, why: sayFault(fault, words) })}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
