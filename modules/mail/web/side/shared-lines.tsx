import { IconBuildingCommunity } from '@tabler/icons-react'
import { useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { stroke } from '../../../../web/ui/index.ts'
import { MAIL } from '../../types.ts'
import { writeMailAddress } from '../address.ts'
import { waitingIn } from '../place/roles.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { mailTexts } from '../texts.ts'
import { PlaceLine } from './place-line.tsx'
import styles from './side.module.css'

/** The mail of others that one may read, each with its inbox; one’s own too while one is elsewhere. */
export function SharedLines({ own, current }: { own: string; current: string }) {
  const t = useT(mailTexts)
  const { accounts } = useSession()
  const shared = Object.entries(accounts).filter(
    ([id, { accountCapabilities }]) => MAIL in accountCapabilities && (id !== own || current !== own),
  )
  if (shared.length === 0) return null
  return (
    <section>
      <div className={styles.heading}>
        <h2>{t('side.shared')}</h2>
      </div>
      <ul>
        {shared.map(([id, { name }]) => (
          <li key={id}>
            <SharedLine accountId={id} name={name} isOwn={id === own} current={id === current} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type LineProps = { accountId: string; name: string; isOwn: boolean; current: boolean }

function SharedLine({ accountId, name, isOwn, current }: LineProps) {
  const inbox = useMailboxes(accountId).ofRole('inbox')
  return (
    <PlaceLine
      name={shortName(name)}
      href={writeMailAddress({ accountId: isOwn ? null : accountId })}
      mark={<IconBuildingCommunity size={19} stroke={stroke} aria-hidden="true" />}
      current={current}
      count={inbox ? waitingIn(inbox) : 0}
    />
  )
}

/** `contact@montauzan.fr` is « contact@ » among one’s own. */
const shortName = (name: string): string => name.replace(/@.*$/, '@')
