import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconCode,
  IconFilter,
  IconMailOff,
  IconMailOpened,
  IconPaperclip,
  IconPrinter,
  IconStar,
  IconStarOff,
  IconTrash,
} from '@tabler/icons-react'
import type { Translate } from '../../../../web/i18n/index.ts'
import type { Verb, VerbGroup } from '../../../../web/ui/index.ts'
import type { RecallT } from '../recall/texts.ts'
import type { RulesT } from '../rules/texts.ts'
import type { ReaderTexts } from './texts.ts'
import type { Reply } from './use-replies.ts'

export interface MessageSetting {
  readonly t: Translate<ReaderTexts>
  readonly rulesT: RulesT
  readonly recallT: RecallT
  /** Whether the reader may tell that it was read, mark it otherwise, and take it out of where it lies. */
  readonly maySee: boolean
  readonly mayMark: boolean
  readonly mayTrash: boolean
  readonly mayFilter: boolean
  readonly mayRecall: boolean
  readonly isFlagged: boolean
  readonly reply: (kind: Reply) => void
  readonly markUnread: () => void
  readonly turnFlag: () => void
  readonly trash: () => void
  readonly print: () => void
  readonly ask: (what: 'source' | 'rule' | 'recall') => void
}

/** What one does with one message of a conversation; nothing of it that the reader may not. */
export function messageVerbs(setting: MessageSetting): readonly VerbGroup[] {
  const { t, isFlagged, reply, ask } = setting
  const groups: readonly (readonly (Verb | false)[])[] = [
    [
      { id: 'reply', label: t('verb.reply'), icon: IconArrowBackUp, onRun: () => reply('reply') },
      { id: 'all', label: t('verb.reply-all'), icon: IconArrowBackUpDouble, onRun: () => reply('replyAll') },
      { id: 'forward', label: t('verb.forward'), icon: IconArrowForwardUp, onRun: () => reply('forward') },
      { id: 'enclose', label: t('verb.enclose'), icon: IconPaperclip, onRun: () => reply('enclose') },
    ],
    [
      setting.maySee && {
        id: 'unread',
        label: t('verb.unread'),
        icon: IconMailOpened,
        onRun: setting.markUnread,
      },
      setting.mayMark && {
        id: 'flag',
        label: t(isFlagged ? 'verb.unflag' : 'verb.flag'),
        icon: isFlagged ? IconStarOff : IconStar,
        onRun: setting.turnFlag,
      },
      setting.mayTrash && { id: 'trash', label: t('verb.trash'), icon: IconTrash, onRun: setting.trash },
    ],
    [
      { id: 'print', label: t('verb.print'), icon: IconPrinter, onRun: setting.print },
      setting.mayFilter && {
        id: 'rule',
        label: setting.rulesT('from-message'),
        icon: IconFilter,
        onRun: () => ask('rule'),
      },
      { id: 'source', label: t('verb.source'), icon: IconCode, onRun: () => ask('source') },
    ],
    [
      setting.mayRecall && {
        id: 'recall',
        label: setting.recallT('verb'),
        icon: IconMailOff,
        onRun: () => ask('recall'),
      },
    ],
  ]
  return groups
    .map(verbs => ({ verbs: verbs.filter(verb => verb !== false) }))
    .filter(({ verbs }) => verbs.length > 0)
}
