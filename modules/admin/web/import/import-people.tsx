import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Checkbox, Dialog, FileDrop, Progress } from '../../../../web/ui/index.ts'
import { writeCsv } from '../../../../wire/csv/csv.ts'
import styles from '../admin.module.css'
import { adminTexts } from '../texts.ts'
import { save } from './download.ts'
import { sampleFile } from './people-file.ts'
import { Report } from './report.tsx'
import { importTexts } from './texts.ts'
import { type Checked, isGood, useImport } from './use-import.ts'

/** Many people from a file: chosen, tried with a report, made. */
export function ImportPeople({ onClose }: { onClose: () => void }) {
  const t = useT(importTexts)
  const words = useT(adminTexts)
  const { step, open, make, restart } = useImport()
  const [temporary, setTemporary] = useState(true)
  if (step.kind === 'choosing')
    return (
      <Dialog open title={t('title')} onClose={onClose} size={620}>
        <div className={styles.form}>
          {step.fault && <Banner tone="error">{step.fault}</Banner>}
          <p>{t('intro')}</p>
          <FileDrop accept=".csv,.txt,text/csv" onFiles={([file]) => void (file && open(file))} />
          <div>
            <Button look="link" icon={IconDownload} onClick={() => save('personnes.csv', sampleFile())}>
              {t('sample')}
            </Button>
          </div>
        </div>
      </Dialog>
    )
  if (step.kind === 'working')
    return (
      <Dialog open title={t('title')} onClose={() => undefined} size={620}>
        <p role="status">{t(step.isTrial ? 'trying' : 'making', { done: step.done, total: step.total })}</p>
        <Progress label={t('title')} value={step.done / step.total} />
      </Dialog>
    )
  if (step.kind === 'done') return <Done lines={step.lines} onClose={onClose} />
  const good = step.lines.filter(isGood).length
  return (
    <Dialog
      open
      title={t('title')}
      onClose={onClose}
      size={720}
      actions={
        <>
          <Button onClick={good === 0 ? restart : onClose}>
            {good === 0 ? t('again') : words('cancel')}
          </Button>
          <Button look="primary" disabled={good === 0} onClick={() => void make(step.lines, temporary)}>
            {t('run', { count: good })}
          </Button>
        </>
      }
    >
      <Report file={step.file} lines={step.lines} />
      {good > 0 && (
        <Checkbox
          label={t('temporary')}
          help={t('temporary-help')}
          checked={temporary}
          onChange={setTemporary}
        />
      )}
    </Dialog>
  )
}

function Done({ lines, onClose }: { lines: readonly Checked[]; onClose: () => void }) {
  const t = useT(importTexts)
  const made = lines.filter(isGood)
  const failed = lines.filter(one => !isGood(one))
  const secrets = made.filter(({ password }) => password !== null)
  const passwords = (): string =>
    writeCsv([
      [t('column.name'), t('column.email'), t('column.password')],
      ...secrets.map(({ read, password }) => [read.name, read.email, password ?? '']),
    ])
  return (
    <Dialog
      open
      title={t('title')}
      onClose={onClose}
      size={620}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <div className={styles.form}>
        <Banner tone="ok">{t('made', { count: made.length })}</Banner>
        {failed.length > 0 && <Report lines={failed} />}
        {secrets.length > 0 && (
          <>
            <p>{t('passwords')}</p>
            <div>
              <Button icon={IconDownload} onClick={() => save('mots-de-passe.csv', passwords())}>
                {t('passwords.save')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  )
}
