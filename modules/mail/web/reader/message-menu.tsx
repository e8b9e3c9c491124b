import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconCode,
  IconDots,
  IconFilter,
  IconMailOff,
  IconMailOpened,
  IconPrinter,
  IconStar,
  IconStarOff,
  IconTrash,
} from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useClient, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, useToast } from '../../../../web/ui/index.ts'
import type { PatchObject } from '../../../../wire/jmap/record.ts'
import { SIEVE } from '../../types.ts'
import { patchesOf } from '../action/act.ts'
import { groundIn } from '../action/use-acts.ts'
import type { Own } from '../compose/use-own.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { RecallDialog } from '../recall/recall-dialog.tsx'
import { recallTexts } from '../recall/texts.ts'
import { useMayRecall } from '../recall/use-may-recall.ts'
import { rulesTexts } from '../rules/texts.ts'
import type { ReadEmail } from './email.ts'
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
  const recallT = useT(recallTexts)
  const client = useClient()
  const toast = useToast()
  const print = usePrint(accountId)
  const rules = useT(rulesTexts)
  const mayFilter = SIEVE in (useSession().accounts[accountId]?.accountCapabilities ?? {})
  const [asked, ask] = useState<'source' | 'rule' | 'recall' | null>(null)
  const recallable = useMayRecall(accountId, email, own)
  const close = (): void => ask(null)

  const ground = groundIn(useMailboxes(accountId), null)
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

  return (
    <>
      {recallable.asker}
      <Menu
        groups={[
          {
            verbs: [
              {
                id: 'reply',
                label: t('verb.reply'),
                icon: IconArrowBackUp,
                onRun: () => replies('reply', email),
              },
              {
                id: 'all',
                label: t('verb.reply-all'),
                icon: IconArrowBackUpDouble,
                onRun: () => replies('replyAll', email),
              },
              {
                id: 'forward',
                label: t('verb.forward'),
                icon: IconArrowForwardUp,
                onRun: () => replies('forward', email),
              },
            ],
          },
          {
            verbs: [
              { id: 'unread', label: t('verb.unread'), icon: IconMailOpened, onRun: markUnread },
              {
                id: 'flag',
                label: t(isFlagged ? 'verb.unflag' : 'verb.flag'),
                icon: isFlagged ? IconStarOff : IconStar,
                onRun: turnFlag,
              },
              ...(isOneOfMany && trash
                ? [
                    {
                      id: 'trash',
                      label: t('verb.trash'),
                      icon: IconTrash,
                      onRun: () => change(trash, t('verb.trash'), t('verb.done-trash')),
                    },
                  ]
                : []),
            ],
          },
          {
            verbs: [
              { id: 'print', label: t('verb.print'), icon: IconPrinter, onRun: () => print([email]) },
              ...(mayFilter
                ? [{ id: 'rule', label: rules('from-message'), icon: IconFilter, onRun: () => ask('rule') }]
                : []),
              { id: 'source', label: t('verb.source'), icon: IconCode, onRun: () => ask('source') },
            ],
          },
          ...(hasLeft && recallable.may
            ? [
                {
                  verbs: [
                    {
                      id: 'recall',
                      label: recallT('verb'),
                      icon: IconMailOff,
                      onRun: () => ask('recall'),
                    },
                  ],
                },
              ]
            : []),
        ]}
      >
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
