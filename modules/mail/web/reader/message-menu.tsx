import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useClient, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, useToast } from '../../../../web/ui/index.ts'
import type { PatchObject } from '../../../../wire/jmap/record.ts'
import { type MailboxRight, SIEVE } from '../../types.ts'
import { patchesOf } from '../action/act.ts'
import { groundIn } from '../action/use-acts.ts'
import type { Own } from '../compose/use-own.ts'
import { mayWith } from '../place/may.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { RecallDialog } from '../recall/recall-dialog.tsx'
import { recallTexts } from '../recall/texts.ts'
import { useMayRecall } from '../recall/use-may-recall.ts'
import { rulesTexts } from '../rules/texts.ts'
import type { ReadEmail } from './email.ts'
import { messageVerbs } from './message-verbs.ts'
import { SourceDialog } from './source-dialog.tsx'
import { readerTexts } from './texts.ts'
import { usePrint } from './use-print.ts'
import type { Replies } from './use-replies.ts'

const RuleFromMessage = lazy(() => import('../rules/rule-from-message.tsx'))

type Props = {
  accountId: string
  email: ReadEmail
  own: Own
  replies: Replies
  isOneOfMany: boolean
  onUnread: () => void
}

/** What one does with one message of a conversation. */
export function MessageMenu({ accountId, email, own, replies, isOneOfMany, onUnread }: Props) {
  const t = useT(readerTexts)
  const client = useClient()
  const toast = useToast()
  const print = usePrint(accountId)
  const mayFilter = SIEVE in (useSession().accounts[accountId]?.accountCapabilities ?? {})
  const [asked, ask] = useState<'source' | 'rule' | 'recall' | null>(null)
  const recallable = useMayRecall(accountId, email, own)
  const close = (): void => ask(null)

  const mailboxes = useMailboxes(accountId)
  const ground = groundIn(mailboxes, null)
  const may = (right: MailboxRight): boolean => mayWith(email, right, mailboxes)
  const trash = patchesOf({ kind: 'trash' }, [email], ground)[0]?.patch
  const hasLeft = ground.scheduled === null || email.mailboxIds[ground.scheduled] !== true
  const isFlagged = email.keywords['$flagged'] === true

  const change = (patch: PatchObject, label: string, text: string): void => {
    const done = client.perform(label, [{ kind: 'update', type: 'Email', accountId, id: email.id, patch }])
    toast({ text, undo: () => void client.undo(done) })
  }
  const markUnread = (): void => {
    change({ 'keywords/$seen': null }, t('verb.unread'), t('verb.done-unread'))
    // Open, it would be read again at once.
    onUnread()
  }
  const turnFlag = (): void => {
    const patch = { 'keywords/$flagged': isFlagged ? null : true }
    if (isFlagged) change(patch, t('verb.unflag'), t('verb.done-unflag'))
    else change(patch, t('verb.flag'), t('verb.done-flag'))
  }

  const groups = messageVerbs({
    t,
    rulesT: useT(rulesTexts),
    recallT: useT(recallTexts),
    maySee: may('maySetSeen'),
    mayMark: may('maySetKeywords'),
    mayTrash: isOneOfMany && trash !== undefined && may('mayRemoveItems'),
    mayFilter,
    mayRecall: hasLeft && recallable.may,
    isFlagged,
    reply: kind => replies(kind, email),
    markUnread,
    turnFlag,
    trash: () => trash && change(trash, t('verb.trash'), t('verb.done-trash')),
    print: () => print([email]),
    ask,
  })

  return (
    <>
      {recallable.asker}
      <Menu groups={groups}>
        <IconButton size="small" icon={IconDots} label={t('verb.more')} />
      </Menu>
      {asked === 'source' && <SourceDialog accountId={accountId} email={email} onClose={close} />}
      {asked === 'rule' && (
        <Suspense>
          <RuleFromMessage accountId={accountId} email={email} onClose={close} />
        </Suspense>
      )}
      {asked === 'recall' && <RecallDialog accountId={accountId} email={email} own={own} onClose={close} />}
    </>
  )
}
