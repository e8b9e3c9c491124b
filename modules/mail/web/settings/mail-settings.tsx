import { useState } from 'react'
import { Link, useAccountId, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, Button, Segmented } from '../../../../web/ui/index.ts'
import { type Identity, MAIL } from '../../types.ts'
import { mayTakeMailto, takeMailto } from '../compose/mailto-link.ts'
import { useIdentities } from '../compose/use-identities.ts'
import { boxOf } from '../share/box.ts'
import { mailTexts } from '../texts.ts'
import { IdentityForm } from './identity-form.tsx'
import { keepReadingPane, type ReadingPane, useReadingPane } from './reading-pane.ts'
import styles from './settings.module.css'

const panes: readonly ReadingPane[] = ['right', 'none']

/** The part of the settings that is about mail. */
export function MailSettings() {
  const t = useT(mailTexts)
  return (
    <div className={styles.page}>
      <section className={styles.part}>
        <h2>{t('settings.pane')}</h2>
        <Segmented
          label={t('settings.pane')}
          value={useReadingPane()}
          options={panes.map(value => ({ value, label: t(`settings.pane.${value}`) }))}
          onChange={keepReadingPane}
        />
        <p>{t('settings.pane.help')}</p>
      </section>
      <section className={styles.part}>
        <h2>{t('settings.density')}</h2>
        <p>{t('settings.density.help')}</p>
        <Link href="/settings/appearance">{t('settings.density.go')}</Link>
      </section>
      {mayTakeMailto() && (
        <section className={styles.part}>
          <h2>{t('settings.mailto')}</h2>
          <p>{t('settings.mailto.help')}</p>
          <Button onClick={takeMailto}>{t('settings.mailto.take')}</Button>
        </section>
      )}
      <Identities />
    </div>
  )
}

/** One's own, and those of the mailboxes that one manages. */
function Identities() {
  const t = useT(mailTexts)
  const own = useAccountId(MAIL)
  const { accounts } = useSession()
  const boxes = Object.entries(accounts)
    .map(([id, account]) => boxOf(id, account))
    .filter(({ accountId, mayManage, sends }) => accountId !== own && mayManage && sends !== null)
  const hasOwn = useIdentities(own).length > 0
  return (
    <section className={styles.part}>
      <h2>{t('settings.identities')}</h2>
      <p>{t(hasOwn || boxes.length > 0 ? 'settings.identities.help' : 'settings.identity.none')}</p>
      <div className={styles.identities}>
        {[own, ...boxes.map(({ accountId }) => accountId)].map(accountId => (
          <IdentitiesOf key={accountId} accountId={accountId} />
        ))}
      </div>
    </section>
  )
}

function IdentitiesOf({ accountId }: { accountId: string }) {
  const identities = useIdentities(accountId)
  const [editedId, setEditedId] = useState<string | null>(null)
  return identities.map(identity =>
    identity.id === editedId ? (
      <IdentityForm
        key={identity.id}
        accountId={accountId}
        identity={identity}
        onDone={() => setEditedId(null)}
      />
    ) : (
      <IdentityLine key={identity.id} identity={identity} onEdit={() => setEditedId(identity.id)} />
    ),
  )
}

function IdentityLine({ identity, onEdit }: { identity: Identity; onEdit: () => void }) {
  const t = useT(mailTexts)
  const { name, email, textSignature } = identity
  return (
    <div className={styles.identity}>
      <Avatar name={name || email} address={email} />
      <div>
        <b>{name || email}</b>
        <small>{email}</small>
        <small>{textSignature.trim() || t('settings.identity.no-signature')}</small>
      </div>
      <Button onClick={onEdit}>{t('settings.identity.edit')}</Button>
    </div>
  )
}
