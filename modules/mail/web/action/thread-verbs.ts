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
import type { Act, Role } from './act.ts'

export interface VerbSetting {
  readonly t: MailT
  /** The role of the mailbox that is looked at. */
  readonly here: Role | null
  readonly mayArchive: boolean
  readonly maySnooze: boolean
  /** Whether the reader may take it out of where it lies, tell that it was read, and mark it otherwise. */
  readonly mayFile: boolean
  readonly maySee: boolean
  readonly mayMark: boolean
  readonly isUnread: boolean
  readonly isFlagged: boolean
  readonly act: (act: Act) => void
  readonly destroy: () => void
  readonly askPlace: () => void
  readonly askDate: () => void
  readonly askLabels: () => void
}

/** What makes no sense where one looks: nobody archives junk, or puts off what is not sent yet. */
const SENSELESS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  archive: ['archive'],
  junk: ['archive', 'snooze', 'junk'],
  trash: ['archive', 'snooze', 'junk'],
  sent: ['junk'],
  drafts: ['archive', 'snooze', 'junk', 'read'],
  scheduled: ['archive', 'trash', 'move', 'snooze', 'junk', 'read'],
}

/** Of these verbs, those that can be used. */
export const offered = (verbs: readonly Verb[]): readonly Verb[] => verbs.filter(verb => !verb.disabled)

/** What can be done to conversations, as every list, toolbar and menu offers it. */
export function threadVerbs(setting: VerbSetting) {
  const { t, act, here, isUnread, isFlagged } = setting
  const isSenseless = (name: string): boolean => here !== null && SENSELESS[here]?.includes(name) === true
  const stays = (name: string): boolean => isSenseless(name) || !setting.mayFile
  const away: Verb =
    here === 'trash'
      ? { id: 'destroy', label: t('verb.destroy'), icon: IconTrash, danger: true, onRun: setting.destroy }
      : { id: 'trash', label: t('verb.delete'), icon: IconTrash, onRun: () => act({ kind: 'trash' }) }
  return {
    back: backVerb(setting),
    archive: {
      id: 'archive',
      label: t('verb.archive'),
      icon: IconArchive,
      shortcut: 'e',
      disabled: stays('archive') || !setting.mayArchive,
      onRun: () => act({ kind: 'archive' }),
    },
    trash: { ...away, shortcut: '#', disabled: stays('trash') },
    move: {
      id: 'move',
      label: t('verb.move'),
      icon: IconFolderSymlink,
      shortcut: 'm',
      disabled: stays('move'),
      onRun: setting.askPlace,
    },
    snooze: {
      id: 'snooze',
      label: t(here === 'snoozed' ? 'verb.snooze-again' : 'verb.snooze'),
      icon: IconClock,
      shortcut: 'b',
      disabled: isSenseless('snooze') || !setting.maySnooze,
      onRun: setting.askDate,
    },
    label: {
      id: 'label',
      label: t('verb.label'),
      icon: IconTag,
      shortcut: 'l',
      disabled: !setting.mayMark,
      onRun: setting.askLabels,
    },
    junk: {
      id: 'junk',
      label: t('verb.junk'),
      icon: IconAlertCircle,
      shortcut: '!',
      disabled: stays('junk'),
      onRun: () => act({ kind: 'junk' }),
    },
    read: {
      id: isUnread ? 'read' : 'unread',
      label: t(isUnread ? 'verb.read' : 'verb.unread'),
      icon: isUnread ? IconMailOpened : IconMail,
      shortcut: 'shift+u',
      disabled: isSenseless('read') || !setting.maySee,
      onRun: () => act({ kind: isUnread ? 'read' : 'unread' }),
    },
    flag: isFlagged
      ? {
          id: 'unflag',
          label: t('verb.unflag'),
          icon: IconStarOff,
          shortcut: 's',
          disabled: !setting.mayMark,
          onRun: () => act({ kind: 'unflag' }),
        }
      : {
          id: 'flag',
          label: t('verb.flag'),
          icon: IconStar,
          shortcut: 's',
          disabled: !setting.mayMark,
          onRun: () => act({ kind: 'flag' }),
        },
  } satisfies Record<string, Verb>
}

/** The way out of a mailbox where things lie that are not to be dealt with now, or at all. */
function backVerb({ t, act, here, mayFile, maySnooze }: VerbSetting): Verb {
  const label = t('verb.wake')
  switch (here) {
    case 'junk':
      return {
        id: 'notJunk',
        label: t('verb.not-junk'),
        icon: IconInbox,
        shortcut: '!',
        disabled: !mayFile,
        onRun: () => act({ kind: 'notJunk' }),
      }
    case 'trash':
      return {
        id: 'restore',
        label,
        icon: IconInbox,
        disabled: !mayFile,
        onRun: () => act({ kind: 'restore' }),
      }
    default:
      return {
        id: 'wake',
        label,
        icon: IconInbox,
        disabled: here !== 'snoozed' || !maySnooze,
        onRun: () => act({ kind: 'wake' }),
      }
  }
}

export type ThreadVerbs = ReturnType<typeof threadVerbs>
