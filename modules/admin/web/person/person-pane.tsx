import { IconDevices, IconKey, IconUserCheck, IconUserOff, IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import { useWho } from '../../../../web/face.ts'
import { localeOf, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { BackButton, Button, Pane, PaneBody, Tabs, Toolbar } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { PrincipalHead } from '../principal-head.tsx'
import { AccessTab } from './access-tab.tsx'
import { AuditTab } from './audit-tab.tsx'
import { Forwarded } from './forwarded.tsx'
import { GroupsTab } from './groups-tab.tsx'
import { IdentityTab } from './identity-tab.tsx'
import { Leaver } from './leaver.tsx'
import { leaverTexts } from './leaver-texts.ts'
import { NewPassword } from './new-password.tsx'
import { workOf } from './person-face.tsx'
import { QuotaTab } from './quota-tab.tsx'
import { personTexts } from './texts.ts'
import { useEnabling } from './use-enabling.ts'

const TABS = ['identity', 'access', 'groups', 'quota', 'audit'] as const
type Tab = (typeof TABS)[number]

/** One person: the commonest verbs above, all that may be changed under tabs. */
export function PersonPane({ person, onBack }: { person: Principal; onBack: () => void }) {
  const t = useT(personTexts)
  const isSelf = useWho().principalId === person.id
  const [tab, setTab] = useState<Tab>('identity')
  const leaver = useT(leaverTexts)
  const [leaving, setLeaving] = useState(false)
  const [asked, setAsked] = useState(false)
  const turn = useEnabling(person)
  const isDisabled = person.disabledAt !== null
  const disable = {
    id: 'disable',
    label: t('verb.disable'),
    icon: IconUserOff,
    onRun: () => void turn(false),
  }
  const words = [workOf(person), t('since', { month: useMonth(person.createdAt) })]
    .filter(Boolean)
    .join(' · ')
  return (
    <Pane label={person.name}>
      <Toolbar
        label={t('toolbar')}
        start={<BackButton onBack={onBack} />}
        verbs={[
          {
            id: 'password',
            label: t('verb.password'),
            icon: IconKey,
            disabled: isSelf,
            onRun: () => setAsked(true),
          },
          { id: 'devices', label: t('verb.devices'), icon: IconDevices, onRun: () => setTab('access') },
        ]}
        more={isDisabled ? [] : [disable]}
        end={
          isDisabled ? (
            <Button look="quiet" icon={IconUserCheck} onClick={() => void turn(true)}>
              {t('verb.enable')}
            </Button>
          ) : (
            <Button look="quiet" tone="danger" icon={IconUserX} onClick={() => setLeaving(true)}>
              {leaver('open')}
            </Button>
          )
        }
      />
      <PaneBody>
        <Forwarded person={person} />
        <PrincipalHead principal={person} words={words} />
        <Tabs
          label={person.name}
          value={tab}
          tabs={TABS.map(value => ({ value, label: t(`tab.${value}`) }))}
          onChange={setTab}
        >
          {tab === 'identity' && <IdentityTab person={person} onQuota={() => setTab('quota')} />}
          {tab === 'access' && (
            <AccessTab person={person} isSelf={isSelf} onPassword={() => setAsked(true)} onTurn={turn} />
          )}
          {tab === 'groups' && <GroupsTab person={person} />}
          {tab === 'quota' && <QuotaTab person={person} />}
          {tab === 'audit' && <AuditTab person={person} />}
        </Tabs>
      </PaneBody>
      {leaving && <Leaver person={person} onClose={() => setLeaving(false)} />}
      {asked && <NewPassword person={person} onClose={() => setAsked(false)} />}
    </Pane>
  )
}

function useMonth(instant: string): string {
  const language = useLanguage()
  const format = { month: 'long', year: 'numeric' } as const
  return new Intl.DateTimeFormat(localeOf(language), format).format(new Date(instant))
}
