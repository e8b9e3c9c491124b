import { IconTrash, IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import {
  BackButton,
  Banner,
  formatDate,
  Pane,
  PaneBody,
  Toolbar,
  useToast,
} from '../../../../web/ui/index.ts'
import { isStillOpen } from '../address.ts'
import styles from '../admin.module.css'
import { DetailTitle } from '../detail-title.tsx'
import type { Domain } from '../domains.ts'
import { RecordPane } from '../record-pane.tsx'
import { change } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { DnsRecords } from './dns-records.tsx'
import { domainTexts } from './texts.ts'

type Props = {
  id: string | null
  domain: Domain | null | undefined
  nameOf: (id: string | null) => string
  onBack: () => void
}

export function DomainPane({ id, domain, nameOf, onBack }: Props) {
  return (
    <RecordPane icon={IconWorld} id={id} record={domain} onBack={onBack}>
      {known => <Known domain={known} nameOf={nameOf} onBack={onBack} />}
    </RecordPane>
  )
}

function Known({ domain, nameOf, onBack }: { domain: Domain } & Pick<Props, 'nameOf' | 'onBack'>) {
  const t = useT(domainTexts)
  const language = useLanguage()
  const { refusal, remove } = useRemoving(domain, onBack)
  const { name, aliasOf, createdAt } = domain
  const date = formatDate(new Date(createdAt), language, { dateStyle: 'long' })
  return (
    <Pane label={name}>
      <Toolbar
        label={t('toolbar')}
        start={<BackButton onBack={onBack} />}
        verbs={[{ id: 'remove', label: t('remove'), icon: IconTrash, onRun: () => void remove() }]}
      />
      <PaneBody>
        <div className={styles.section}>
          {refusal && <Banner tone="error">{refusal}</Banner>}
          <DetailTitle>{name}</DetailTitle>
          <p>
            {aliasOf === null ? t('own-help') : t('alias-help', { alias: name, domain: nameOf(aliasOf) })}
          </p>
          <p className={styles.quiet}>{t('since', { date })}</p>
          <DnsRecords id={domain.id} />
        </div>
      </PaneBody>
    </Pane>
  )
}

function useRemoving({ id, name, aliasOf }: Domain, onGone: () => void) {
  const t = useT(domainTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const [refusal, setRefusal] = useState<string | null>(null)
  const restore = async (): Promise<void> => {
    try {
      await change(client, 'Domain', { create: { made: { name, aliasOf } } })
      toast({ text: t('done.restored', { name }) })
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
    }
  }
  const remove = async (): Promise<void> => {
    try {
      await change(client, 'Domain', { destroy: [id] })
      if (isStillOpen(id)) onGone()
      toast({ text: t('done.removed', { name }), undo: () => void restore() })
    } catch (error) {
      setRefusal(refusalWords(error, words))
    }
  }
  return { refusal, remove }
}
