import { useState } from 'react'
import { useClient, useDirectory } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  PeopleField,
  type Person,
  useToast,
} from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import type { Principal } from '../principal.ts'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { leaverTexts } from './leaver-texts.ts'

/** Somebody leaves: all that has to be done, on one screen and in one deed. */
export function Leaver({ person, onClose }: { person: Principal; onClose: () => void }) {
  const t = useT(leaverTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const directory = useDirectory()
  const [receiver, setReceiver] = useState<readonly Person[]>([])
  const [groups, setGroups] = useState(true)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { id, name } = person
  const leave = async (): Promise<void> => {
    setBusy(true)
    try {
      const address = receiver[0]?.address
      const found = address === undefined ? null : await directory.resolve(address)
      if (address !== undefined && found === null) setFault(t('unknown', { address }))
      else {
        await run(client, 'Principal/leave', { id, groups, forwardTo: found?.id ?? null })
        toast({ text: t('done', { name }) })
        return onClose()
      }
    } catch (error) {
      setFault(refusalWords(error, words))
    }
    setBusy(false)
  }
  return (
    <Dialog
      open
      title={t('title', { name })}
      onClose={onClose}
      size={560}
      actions={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button look="primary" tone="danger" busy={busy} onClick={() => void leave()}>
            {t('run')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {fault && <Banner tone="error">{fault}</Banner>}
        <p>{t('intro', { name })}</p>
        <PeopleField
          label={t('receiver')}
          value={receiver}
          onChange={people => setReceiver(people.slice(-1))}
          find={async text => (await directory.find(text)).filter(one => one.id !== id)}
          help={t('receiver-help')}
        />
        <Checkbox label={t('groups')} help={t('groups-help')} checked={groups} onChange={setGroups} />
        <p className={styles.quiet}>{t('kept')}</p>
      </div>
    </Dialog>
  )
}
