import { IconHistory } from '@tabler/icons-react'
import { Link } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { BackButton, formatWhenFull, Pane, PaneBody, Toolbar, useOnePane } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import styles from '../admin.module.css'
import { DetailTitle } from '../detail-title.tsx'
import { RecordPane } from '../record-pane.tsx'
import { adminTexts } from '../texts.ts'
import type { AuditEntry } from './audit-entry.ts'
import { auditTexts } from './texts.ts'
import { actorWords, deedWords, detailWords } from './words.ts'

type Props = { id: string | null; entry: AuditEntry | null | undefined; onBack: () => void }

/** One entry, whole. */
export function AuditPane({ id, entry, onBack }: Props) {
  return (
    <RecordPane icon={IconHistory} id={id} record={entry} onBack={onBack}>
      {known => <Known entry={known} onBack={onBack} />}
    </RecordPane>
  )
}

function Known({ entry, onBack }: { entry: AuditEntry; onBack: () => void }) {
  const t = useT(adminTexts)
  const isAlone = useOnePane()
  return (
    <Pane label={t('detail')}>
      {isAlone && <Toolbar label={t('detail')} start={<BackButton onBack={onBack} />} verbs={[]} />}
      <PaneBody>
        <Facts entry={entry} />
      </PaneBody>
    </Pane>
  )
}

function Facts({ entry }: { entry: AuditEntry }) {
  const t = useT(auditTexts)
  const language = useLanguage()
  const { actorId, targetType, targetId, targetName, ip } = entry
  const target = targetName ?? ''
  const isPerson = targetType === 'Principal' && targetId !== null
  return (
    <div className={styles.section}>
      <DetailTitle>{deedWords(entry, t)}</DetailTitle>
      <dl className={styles.facts}>
        <dt>{t('fact.who')}</dt>
        <dd>
          {actorId === null ? (
            actorWords(entry, t)
          ) : (
            <Link href={writeAdminAddress('people', actorId)}>{actorWords(entry, t)}</Link>
          )}
        </dd>
        <dt>{t('fact.when')}</dt>
        <dd>{formatWhenFull(new Date(entry.at), language)}</dd>
        {ip !== null && <dt>{t('fact.ip')}</dt>}
        {ip !== null && <dd>{ip}</dd>}
        {target !== '' && <dt>{t('fact.target')}</dt>}
        {target !== '' && (
          <dd>
            {isPerson ? <Link href={writeAdminAddress('people', `p${targetId}`)}>{target}</Link> : target}
          </dd>
        )}
        {detailWords(entry, t, language).flatMap(([name, value]) => [
          <dt key={`${name} name`}>{name}</dt>,
          <dd key={name}>{value}</dd>,
        ])}
      </dl>
    </div>
  )
}
