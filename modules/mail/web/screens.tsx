import { IconBeach, IconFilter, IconMail, IconPencilPlus, IconShare, IconTemplate } from '@tabler/icons-react'
import { lazy } from 'react'
import { searched, useAccountId, type WebModule } from '../../../web/face.ts'
import { currentLanguage, translate, useT } from '../../../web/i18n/index.ts'
import { Avatar, formatWhen, type Verb } from '../../../web/ui/index.ts'
import {
  email,
  emailSubmission,
  identity,
  label,
  MAIL,
  mailbox,
  mention,
  messageTemplate,
  organisationSignature,
  savedSearch,
  sieveRun,
  sieveScript,
  thread,
  threadAssignment,
  threadComment,
  VACATION_RESPONSE,
} from '../types.ts'
import { AbsenceSettings } from './absence/absence-settings.tsx'
import { absenceTexts } from './absence/texts.ts'
import { ALL, INBOX, MAIL_PATH, readMailAddress, SEARCH, writeMailAddress } from './address.ts'
import { useCareNotices } from './care/use-care-notices.ts'
import { openCompose } from './compose/compose.tsx'
import { desk } from './compose/desk.ts'
import { isOfLetters } from './compose/refused.ts'
import { LISTED } from './list/thread.ts'
import { MailOverlay } from './mail-overlay.tsx'
import { useMailboxes } from './place/use-mailboxes.ts'
import { RulesSettings } from './rules/rules-settings.tsx'
import { rulesTexts } from './rules/texts.ts'
import { filterOfSearch } from './search/filter.ts'
import { readSearch } from './search/language.ts'
import { nearEmail } from './search/near.ts'
import { MailSettings } from './settings/mail-settings.tsx'
import { ShareSettings } from './share/share-settings.tsx'
import { shareTexts } from './share/texts.ts'
import { TemplateSettings } from './template/template-settings.tsx'
import { templateTexts } from './template/texts.ts'
import { mailTexts } from './texts.ts'

const t = translate(mailTexts)

/** What mail shows on the web. */
export const mailScreens: WebModule = {
  name: 'mail',
  capability: MAIL,
  path: MAIL_PATH,
  label: () => t('mail'),
  icon: IconMail,
  order: 10,
  goKey: 'm',
  descriptors: [
    mailbox,
    thread,
    email,
    identity,
    emailSubmission,
    label,
    messageTemplate,
    savedSearch,
    threadAssignment,
    threadComment,
    mention,
    sieveScript,
    sieveRun,
    organisationSignature,
  ],
  listed: {
    // By which lists of several accounts are sorted, and shown nowhere.
    Email: [...LISTED, 'baseSubject'],
    EmailSubmission: ['identityId', 'emailId', 'threadId', 'sendAt', 'undoStatus'],
    SieveRun: ['name', 'mailboxId', 'state', 'total', 'done', 'changed', 'startedAt'],
  },
  near: { Email: nearEmail },
  told: [VACATION_RESPONSE],
  Screen: lazy(() => import('./mail-screen.tsx')),
  Overlay: MailOverlay,
  tells: isOfLetters,
  forget: () => desk.clear(),
  useBadge: useUnread,
  useVerbs,
  search: [
    searched({
      descriptor: email,
      label: () => t('search.hits'),
      filter: text => filterOfSearch(readSearch(text), () => null) ?? { text },
      extra: { collapseThreads: true },
      hit: ({ threadId, mailboxIds, subject, from, receivedAt }) => {
        const [sender] = from ?? []
        const name = sender?.name || sender?.email || t('list.no-sender')
        return {
          title: subject || t('list.no-subject'),
          detail: name,
          when: formatWhen(new Date(receivedAt), currentLanguage(), new Date()),
          mark: <Avatar name={name} address={sender?.email} size={26} />,
          href: writeMailAddress({ place: Object.keys(mailboxIds)[0] ?? INBOX, threadId }),
        }
      },
      // From all boxes one searches all of them.
      all: text => writeMailAddress({ accountId: isOverAll() ? ALL : null, place: SEARCH }, text),
    }),
  ],
  linkTo: (type, id, accountId) => {
    if (type === 'Mailbox') return writeMailAddress({ accountId, place: id })
    if (type === 'Thread') return writeMailAddress({ accountId, threadId: id })
    return null
  },
  settings: [
    { id: 'mail', label: () => t('settings.mail'), icon: IconMail, Page: MailSettings },
    {
      id: 'templates',
      label: () => translate(templateTexts)('templates'),
      icon: IconTemplate,
      Page: TemplateSettings,
    },
    {
      id: 'absence',
      label: () => translate(absenceTexts)('absence'),
      icon: IconBeach,
      Page: AbsenceSettings,
    },
    { id: 'rules', label: () => translate(rulesTexts)('rules'), icon: IconFilter, Page: RulesSettings },
    { id: 'sharing', label: () => translate(shareTexts)('page'), icon: IconShare, Page: ShareSettings },
  ],
  useNotices: useCareNotices,
}

const isOverAll = (): boolean => readMailAddress(location.pathname, '').accountId === ALL

/** What has come and was not read, in one’s own inbox. */
function useUnread(): number {
  return useMailboxes(useAccountId(MAIL)).ofRole('inbox')?.unreadThreads ?? 0
}

function useVerbs(): readonly Verb[] {
  const t = useT(mailTexts)
  const onRun = () => openCompose({ kind: 'new' })
  return [{ id: 'new', label: t('verb.new'), icon: IconPencilPlus, shortcut: 'c', onRun }]
}
