import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconChevronDown,
} from '@tabler/icons-react'
import { useWho } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Avatar, Button, IconButton, Menu } from '../../../../web/ui/index.ts'
import { answerTo } from '../compose/answer.ts'
import type { Own } from '../compose/use-own.ts'
import { useSheets } from '../compose/use-sheets.ts'
import type { ReadEmail } from './email.ts'
import styles from './reader.module.css'
import { replyLine } from './recipients.ts'
import { readerTexts } from './texts.ts'
import type { Replies } from './use-replies.ts'

type Props = { threadId: string; email: ReadEmail; own: Own; replies: Replies }

/** Where an answer begins; it makes room for the answer itself. */
export function ReplyBox({ threadId, email, own, replies }: Props) {
  const t = useT(readerTexts)
  const who = useWho()
  const language = useLanguage()
  const isWriting = useSheets().some(sheet => sheet.threadId === threadId && sheet.place === 'inline')
  if (isWriting) return null
  const { to, cc } = answerTo(email, 'replyAll', own.addresses)
  const all = [...to, ...cc].map(({ name, address }) => ({ name, email: address }))
  const kind = all.length > 1 ? 'replyAll' : 'reply'
  return (
    <div className={styles.reply}>
      <Avatar name={who.name} address={who.address} />
      <button type="button" className={styles.replyText} onClick={() => replies(kind, email)}>
        {replyLine(all, language, t)}
      </button>
      <Button look="primary" icon={IconArrowBackUp} onClick={() => replies(kind, email)}>
        {t('verb.reply')}
      </Button>
      <Menu
        groups={[
          {
            verbs: [
              {
                id: 'one',
                label: t('verb.reply'),
                icon: IconArrowBackUp,
                shortcut: 'r',
                onRun: () => replies('reply', email),
              },
              {
                id: 'all',
                label: t('verb.reply-all'),
                icon: IconArrowBackUpDouble,
                shortcut: 'a',
                onRun: () => replies('replyAll', email),
              },
              {
                id: 'forward',
                label: t('verb.forward'),
                icon: IconArrowForwardUp,
                shortcut: 'f',
                onRun: () => replies('forward', email),
              },
            ],
          },
        ]}
      >
        <IconButton icon={IconChevronDown} label={t('reply.other')} />
      </Menu>
    </div>
  )
}
