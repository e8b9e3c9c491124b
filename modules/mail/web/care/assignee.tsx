import { IconUserCheck, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useDirectory, useWho } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog, Menu, PeopleField, type Person, useToast } from '../../../../web/ui/index.ts'
import { mayCare, useBox } from '../share/box.ts'
import { careTexts } from './texts.ts'
import { useAssignments } from './use-assignments.ts'

/** Who takes care of the conversation, and the way to give it to another. */
export function Assignee({ accountId, threadId }: { accountId: string; threadId: string }) {
  const t = useT(careTexts)
  const toast = useToast()
  const who = useWho()
  const { of, assign } = useAssignments(accountId)
  const [isAsking, setAsking] = useState(false)
  const care = of(threadId)
  const box = useBox(accountId)
  if (care === undefined) return null
  const give = (principalId: string | null): void => {
    assign(threadId, principalId).catch(() => toast({ tone: 'error', text: t('assign.taken') }))
  }
  const words =
    care === null ? t('assign') : care.isMine ? t('assigned.me') : t('assigned', { name: care.name })
  if (box && !mayCare(box)) return care === null ? null : <span>{words}</span>
  return (
    <>
      <Menu
        position="bottom-start"
        groups={[
          {
            label: t('assign.to'),
            verbs: [
              {
                id: 'me',
                label: t('assign.me'),
                pressed: care?.isMine ?? false,
                onRun: () => give(who.principalId),
              },
              { id: 'nobody', label: t('assign.nobody'), pressed: care === null, onRun: () => give(null) },
              { id: 'other', label: t('assign.other'), onRun: () => setAsking(true) },
            ],
          },
        ]}
      >
        <Button look="quiet" icon={care === null ? IconUserPlus : IconUserCheck}>
          {words}
        </Button>
      </Menu>
      {isAsking && (
        <OtherDialog onClose={() => setAsking(false)} onGive={principalId => assign(threadId, principalId)} />
      )}
    </>
  )
}

type DialogProps = { onClose: () => void; onGive: (principalId: string) => Promise<void> }

function OtherDialog({ onClose, onGive }: DialogProps) {
  const t = useT(careTexts)
  const directory = useDirectory()
  const [people, setPeople] = useState<readonly Person[]>([])
  const [error, setError] = useState<string | null>(null)
  const give = async (): Promise<void> => {
    const [person] = people
    const found = person ? await directory.resolve(person.address).catch(() => null) : null
    try {
      if (!found) throw new Error('nobody')
      await onGive(found.id)
      onClose()
    } catch {
      setError(t('assign.unknown'))
    }
  }
  return (
    <Dialog
      open
      title={t('assign.to')}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={people.length === 0} onClick={() => void give()}>
          {t('assign.done')}
        </Button>
      }
    >
      <PeopleField
        label={t('assign.find')}
        value={people}
        onChange={next => setPeople(next.slice(-1))}
        find={directory.find}
        error={error}
        autoFocus
      />
    </Dialog>
  )
}
