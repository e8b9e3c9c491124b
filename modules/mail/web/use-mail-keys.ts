import { useNavigateTo } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { useShortcuts } from '../../../web/ui/index.ts'
import type { ThreadVerbs } from './action/thread-verbs.ts'
import { ALL, FLAGGED, type MailAddress, writeMailAddress } from './address.ts'
import type { Browsing } from './list/use-browsing.ts'
import { useBoxes } from './share/box.ts'
import { mailTexts } from './texts.ts'

/** Keys that work wherever the focus is; the list has those of movement of its own, and the reader those of replying. */
export function useMailKeys(verbs: ThreadVerbs, browsing: Browsing, address: MailAddress): void {
  // From all boxes one goes to one’s own.
  const accountId = address.accountId === ALL ? null : address.accountId
  const t = useT(mailTexts)
  const navigate = useNavigateTo()
  const { back, archive, trash, move, snooze, label, flag, read, junk } = verbs
  const act = (
    keys: string,
    { label, onRun, disabled }: { label: string; onRun: () => void; disabled?: boolean | undefined },
  ) => ({
    keys,
    label,
    onRun: () => {
      if (!disabled && browsing.targets().length > 0) onRun()
    },
  })
  useShortcuts(t('keys.scope'), [
    { keys: 'j', label: t('keys.next'), onRun: () => browsing.step(1) },
    { keys: 'k', label: t('keys.previous'), onRun: () => browsing.step(-1) },
    { keys: 'enter', label: t('keys.open'), onRun: () => open(browsing) },
    { keys: 'u', label: t('keys.back'), onRun: browsing.close },
    { keys: 'x', label: t('keys.choose'), onRun: browsing.toggleChosen },
    act('e', archive),
    act('#', trash),
    act('delete', trash),
    { ...act('s', flag), label: t('keys.flag') },
    act('shift+u', { ...read, label: t('keys.read') }),
    act('!', back.id === 'notJunk' ? back : junk),
    act('m', move),
    act('b', snooze),
    act('l', label),
  ])
  const go = (keys: string, place: string, name: string) => ({
    keys: `g ${keys}`,
    label: t('keys.go', { place: name }),
    onRun: () => navigate(writeMailAddress({ accountId, place })),
  })
  useShortcuts(t('keys.scope'), [
    go('i', 'inbox', t('role.inbox')),
    go('b', 'snoozed', t('role.snoozed')),
    go('s', FLAGGED, t('place.flagged')),
    go('t', 'sent', t('role.sent')),
    go('d', 'drafts', t('role.drafts')),
    go('a', 'archive', t('role.archive')),
    ...(useBoxes().length > 1
      ? [
          {
            keys: 'g u',
            label: t('keys.go', { place: t('place.all') }),
            onRun: () => navigate(writeMailAddress({ accountId: ALL })),
          },
        ]
      : []),
  ])
}

function open(browsing: Browsing): void {
  const [first] = browsing.targets()
  if (first !== undefined) browsing.open(first)
}
