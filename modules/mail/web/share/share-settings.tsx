import { useState } from 'react'
import { ShareAccount, useAccountId, useAccountOwner, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, Button } from '../../../../web/ui/index.ts'
import { MAIL } from '../../types.ts'
import { writeMailAddress } from '../address.ts'
import styles from '../settings/settings.module.css'
import { type Box, boxOf } from './box.ts'
import { SpaceUsed } from './space.tsx'
import { shareTexts } from './texts.ts'

/** Who has one's own mail in hand, and the mailboxes of several that one looks after. */
export function ShareSettings() {
  const t = useT(shareTexts)
  const own = useAccountId(MAIL)
  const { accounts } = useSession()
  const boxes = Object.entries(accounts)
    .map(([id, account]) => boxOf(id, account))
    .filter(({ mayManage, principalId }) => mayManage && principalId !== null)
  const mine = boxes.filter(({ accountId }) => accountId === own)
  const others = boxes.filter(({ accountId }) => accountId !== own)
  const [open, setOpen] = useState<Box | null>(null)
  return (
    <div className={styles.page}>
      <section className={styles.part}>
        <h2>{t('own.title')}</h2>
        <p>{t('own.help')}</p>
        <Lines boxes={mine} onOpen={setOpen} />
      </section>
      <section className={styles.part}>
        <h2>{t('boxes.title')}</h2>
        {others.length === 0 ? <p>{t('boxes.none')}</p> : <Lines boxes={others} onOpen={setOpen} />}
      </section>
      <section className={styles.part}>
        <h2>{t('space.title')}</h2>
        <div className={styles.identities}>
          <SpaceUsed accountId={own} />
        </div>
      </section>
      {open && (
        <ShareAccount
          principalId={open.principalId!}
          link={writeMailAddress({ accountId: open.accountId })}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

function Lines({ boxes, onOpen }: { boxes: readonly Box[]; onOpen: (box: Box) => void }) {
  return (
    <ul className={styles.identities}>
      {boxes.map(box => (
        <Line key={box.accountId} box={box} onOpen={() => onOpen(box)} />
      ))}
    </ul>
  )
}

function Line({ box, onOpen }: { box: Box; onOpen: () => void }) {
  const t = useT(shareTexts)
  const owner = useAccountOwner(box.principalId!)
  const count = Object.keys(owner?.delegates ?? {}).length
  return (
    <li className={styles.identity}>
      <Avatar name={box.name} address={owner?.email ?? undefined} />
      <div>
        <b>{box.name}</b>
        <small>{owner?.email}</small>
        <small>{count === 0 ? t('with.nobody') : t('with.count', { count })}</small>
      </div>
      <Button onClick={onOpen}>{t('open')}</Button>
    </li>
  )
}
