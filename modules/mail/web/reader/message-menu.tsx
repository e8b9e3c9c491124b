import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconCode,
  IconDots,
  IconMailOff,
  IconMailOpened,
  IconPrinter,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, useToast } from '../../../../web/ui/index.ts'
import type { Own } from '../compose/use-own.ts'
import { mayRecall } from '../recall/recall.ts'
import { RecallDialog } from '../recall/recall-dialog.tsx'
import { recallTexts } from '../recall/texts.ts'
import type { ReadEmail } from './email.ts'
import { printMessage } from './print.ts'
import { fetchRendered } from './rendered.ts'
import { SourceDialog } from './source-dialog.tsx'
import { readerTexts } from './texts.ts'
import type { Replies } from './use-replies.ts'

type Props = { accountId: string; email: ReadEmail; own: Own; replies: Replies; onUnread: () => void }

/** What one does with one message of a conversation. */
export function MessageMenu({ accountId, email, own, replies, onUnread }: Props) {
  const t = useT(readerTexts)
  const recallT = useT(recallTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const [source, setSource] = useState(false)
  const [recalling, setRecalling] = useState(false)

  const markUnread = (): void => {
    const patch = { 'keywords/$seen': null }
    const done = client.perform(t('verb.unread'), [
      { kind: 'update', type: 'Email', accountId, id: email.id, patch },
    ])
    // Open, it would be read again at once.
    onUnread()
    toast({ text: t('verb.done-unread'), undo: () => void client.undo(done) })
  }
  const print = async (): Promise<void> => {
    const body = await fetchRendered(client, accountId, email.id).catch(() => null)
    if (body) printMessage(email, body.html + body.quotedHtml, language, t)
    else toast({ tone: 'error', text: t('body.failed') })
  }

  return (
    <>
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
              { id: 'print', label: t('verb.print'), icon: IconPrinter, onRun: () => void print() },
              { id: 'source', label: t('verb.source'), icon: IconCode, onRun: () => setSource(true) },
            ],
          },
          ...(mayRecall(email, own)
            ? [
                {
                  verbs: [
                    {
                      id: 'recall',
                      label: recallT('verb'),
                      icon: IconMailOff,
                      onRun: () => setRecalling(true),
                    },
                  ],
                },
              ]
            : []),
        ]}
      >
        <IconButton size="small" icon={IconDots} label={t('verb.more')} />
      </Menu>
      {source && <SourceDialog accountId={accountId} email={email} onClose={() => setSource(false)} />}
      {recalling && (
        <RecallDialog accountId={accountId} email={email} own={own} onClose={() => setRecalling(false)} />
      )}
    </>
  )
}
