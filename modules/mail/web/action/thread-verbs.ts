import {
  IconAlertCircle,
  IconArchive,
  IconClock,
  IconFolderSymlink,
  IconInbox,
  IconMail,
  IconMailOpened,
  IconStar,
  IconStarOff,
  IconTag,
  IconTrash,
} from '@tabler/icons-react'
import type { Verb } from '../../../../web/ui/index.ts'
import type { MailT } from '../texts.ts'
import type { Act } from './act.ts'

export interface VerbSetting {
  readonly t: MailT
  readonly isTrash: boolean
  readonly isJunk: boolean
  readonly isScheduled: boolean
  readonly isSnoozed: boolean
  readonly mayArchive: boolean
  readonly maySnooze: boolean
  readonly isUnread: boolean
  readonly isFlagged: boolean
  readonly act: (act: Act) => void
  readonly destroy: () => void
  readonly askPlace: () => void
  readonly askDate: () => void
  readonly askLabels: () => void
}

/** What can be done to conversations, as every list, toolbar and menu offers it. */
export function threadVerbs(setting: VerbSetting) {
  const { t, act, isTrash, isJunk, isScheduled, isUnread, isFlagged } = setting
  const away: Verb = isTrash
    ? { id: 'destroy', label: t('verb.destroy'), icon: IconTrash, danger: true, onRun: setting.destroy }
    : { id: 'trash', label: t('verb.delete'), icon: IconTrash, onRun: () => act({ kind: 'trash' }) }
  return {
    archive: {
      id: 'archive',
      label: t('verb.archive'),
      icon: IconArchive,
      shortcut: 'e',
      disabled: isScheduled || !setting.mayArchive,
      onRun: () => act({ kind: 'archive' }),
    },
    trash: { ...away, shortcut: '#', disabled: isScheduled },
    move: {
      id: 'move',
      label: t('verb.move'),
      icon: IconFolderSymlink,
      shortcut: 'm',
      disabled: isScheduled,
      onRun: setting.askPlace,
    },
    snooze: {
      id: 'snooze',
      label: t(setting.isSnoozed ? 'verb.snooze-again' : 'verb.snooze'),
      icon: IconClock,
      shortcut: 'b',
      disabled: isScheduled || isTrash || isJunk || !setting.maySnooze,
      onRun: setting.askDate,
    },
    wake: {
      id: 'wake',
      label: t('verb.wake'),
      icon: IconInbox,
      disabled: !setting.isSnoozed || !setting.maySnooze,
      onRun: () => act({ kind: 'wake' }),
    },
    label: { id: 'label', label: t('verb.label'), icon: IconTag, shortcut: 'l', onRun: setting.askLabels },
    junk: isJunk
      ? {
          id: 'notJunk',
          label: t('verb.not-junk'),
          icon: IconInbox,
          shortcut: '!',
          onRun: () => act({ kind: 'notJunk' }),
        }
      : {
          id: 'junk',
          label: t('verb.junk'),
          icon: IconAlertCircle,
          shortcut: '!',
          disabled: isScheduled,
          onRun: () => act({ kind: 'junk' }),
        },
    read: isUnread
      ? {
          id: 'read',
          label: t('verb.read'),
          icon: IconMailOpened,
          shortcut: 'shift+u',
          onRun: () => act({ kind: 'read' }),
        }
      : {
          id: 'unread',
          label: t('verb.unread'),
          icon: IconMail,
          shortcut: 'shift+u',
          onRun: () => act({ kind: 'unread' }),
        },
    flag: isFlagged
      ? {
          id: 'unflag',
          label: t('verb.unflag'),
          icon: IconStarOff,
          shortcut: 's',
          onRun: () => act({ kind: 'unflag' }),
        }
      : {
          id: 'flag',
          label: t('verb.flag'),
          icon: IconStar,
          shortcut: 's',
          onRun: () => act({ kind: 'flag' }),
        },
  } satisfies Record<string, Verb>
}

export type ThreadVerbs = ReturnType<typeof threadVerbs>
