import { IconBuildingCommunity, IconPlus, IconShare, IconUser, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { NewBox, ShareAccount, useWho } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, stroke, useToast } from '../../../../web/ui/index.ts'
import type { Act } from '../action/act.ts'
import { writeMailAddress } from '../address.ts'
import type { Dragged } from '../list/drag.ts'
import { readRowId } from '../list/thread.ts'
import { waitingIn } from '../place/roles.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { type Box, type Owner, shortName, useBoxes, useOwner } from '../share/box.ts'
import { shareTexts } from '../share/texts.ts'
import { mailTexts } from '../texts.ts'
import { PlaceLine } from './place-line.tsx'
import styles from './side.module.css'

type Props = {
  own: string
  current: string
  act: (act: Act, rowIds: readonly string[]) => void
}

/** The mail of others that one may read, each with its inbox; one’s own too while one is elsewhere. */
export function SharedLines({ own, current, act }: Props) {
  const t = useT(mailTexts)
  const words = useT(shareTexts)
  const mayMake = useWho().roles.includes('administrator')
  const [isMaking, setMaking] = useState(false)
  const [shared, setShared] = useState<Box | null>(null)
  const boxes = useBoxes().filter(box => box.accountId !== own || current !== own)
  if (boxes.length === 0 && !mayMake) return null
  return (
    <section>
      <div className={styles.heading}>
        <h2>{t(current === own ? 'side.shared' : 'side.boxes')}</h2>
        {mayMake && (
          <IconButton
            size="small"
            icon={IconPlus}
            label={words('side.new')}
            onClick={() => setMaking(true)}
          />
        )}
      </div>
      <ul>
        {boxes.map(box => (
          <li key={box.accountId}>
            <SharedLine
              box={box}
              isOwn={box.accountId === own}
              current={box.accountId === current}
              onShare={() => setShared(box)}
              act={act}
            />
          </li>
        ))}
      </ul>
      {isMaking && <NewBox onClose={() => setMaking(false)} />}
      {shared?.principalId && (
        <ShareAccount
          link={writeMailAddress({ accountId: shared.accountId })}
          principalId={shared.principalId}
          onClose={() => setShared(null)}
        />
      )}
    </section>
  )
}

type LineProps = Pick<Props, 'act'> & { box: Box; isOwn: boolean; current: boolean; onShare: () => void }

function SharedLine({ box, isOwn, current, onShare, act }: LineProps) {
  const t = useT(shareTexts)
  const toast = useToast()
  const inbox = useMailboxes(box.accountId).ofRole('inbox')
  const owner = useOwner(box)
  const Glyph =
    owner?.type === 'individual' ? IconUser : isTown(owner) ? IconBuildingCommunity : IconUsersGroup
  const name = shortName(box, owner)
  /** A conversation stays in its box, with who takes care of it and what was said about it. */
  const drop = ({ rowIds }: Dragged): void => {
    const ofBox = rowIds.filter(id => readRowId(id).accountId === box.accountId)
    const others = rowIds.length - ofBox.length
    if (others > 0) toast({ text: t('stays-in-box', { count: others, name }), tone: 'error' })
    if (inbox) act({ kind: 'move', accountId: box.accountId, mailboxId: inbox.id }, ofBox)
  }
  const share = { id: 'share', label: t('side.share'), icon: IconShare, onRun: onShare }
  return (
    <PlaceLine
      name={name}
      href={writeMailAddress({ accountId: isOwn ? null : box.accountId })}
      mark={<Glyph size={19} stroke={stroke} aria-hidden="true" />}
      current={current}
      count={inbox ? waitingIn(inbox) : 0}
      onDrop={drop}
      {...(box.mayManage && box.principalId !== null ? { verbs: [{ verbs: [share] }] } : {})}
    />
  )
}

/** The address by which the world writes to the house. */
const isTown = (owner: Owner | null | undefined): boolean =>
  /^(contact|accueil|mairie|info)@/.test(owner?.email ?? '')
