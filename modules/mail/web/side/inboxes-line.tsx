import { useEach } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { stroke } from '../../../../web/ui/index.ts'
import { ALL, writeMailAddress } from '../address.ts'
import { InboxesIcon, waitingIn } from '../place/roles.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { useBoxes } from '../share/box.ts'
import { useIncluded } from '../share/included.ts'
import { mailTexts } from '../texts.ts'
import { PlaceLine } from './place-line.tsx'

/** All inboxes as one, where there are several, and which boxes belong to them. */
export function InboxesLine({ current }: { current: boolean }) {
  const t = useT(mailTexts)
  const boxes = useBoxes()
  const included = useIncluded()
  const waiting = useEach(
    included.boxes.map(({ accountId }) => accountId),
    useWaiting,
  )
  if (boxes.length < 2) return null
  const verbs = boxes.map(({ accountId, name }) => ({
    id: accountId,
    label: name,
    pressed: included.has(accountId),
    disabled: included.boxes.length === 1 && included.has(accountId),
    onRun: () => included.turn(accountId),
  }))
  return (
    <li>
      <PlaceLine
        name={t('place.all')}
        href={writeMailAddress({ accountId: ALL })}
        mark={<InboxesIcon size={19} stroke={stroke} aria-hidden="true" />}
        current={current}
        count={[...waiting.all.values()].reduce((sum, count) => sum + count, 0)}
        verbs={[{ label: t('side.included'), verbs }]}
      />
      {waiting.askers}
    </li>
  )
}

function useWaiting(accountId: string): number {
  const inbox = useMailboxes(accountId).ofRole('inbox')
  return inbox ? waitingIn(inbox) : 0
}
