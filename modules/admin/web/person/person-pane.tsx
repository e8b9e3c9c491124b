import { IconDevices, IconKey, IconUserCheck, IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import { useWho } from '../../../../web/face.ts'
import { localeOf, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { BackButton, Button, Pane, PaneBody, Tabs, Toolbar } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { PrincipalHead } from '../principal-head.tsx'
import { AccessTab } from './access-tab.tsx'
import { AuditTab } from './audit-tab.tsx'
import { GroupsTab } from './groups-tab.tsx'
import { IdentityTab } from './identity-tab.tsx'
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
  const [asked, setAsked] = useState(false)
  const turn = useEnabling(person)
  const isDisabled = person.disabledAt !== null
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
        end={
          <Button
            look="quiet"
            tone={isDisabled ? 'plain' : 'danger'}
            icon={isDisabled ? IconUserCheck : IconUserX}
            onClick={() => void turn(isDisabled)}
          >
            {t(isDisabled ? 'verb.enable' : 'verb.disable')}
          </Button>
        }
      />
      <PaneBody>
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
      {asked && <NewPassword person={person} onClose={() => setAsked(false)} />}
    </Pane>
  )
}

function useMonth(instant: string): string {
  const language = useLanguage()
  const format = { month: 'long', year: 'numeric' } as const
  return new Intl.DateTimeFormat(localeOf(language), format).format(new Date(instant))
}
