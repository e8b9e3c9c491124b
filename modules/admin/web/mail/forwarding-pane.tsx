import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { BackButton, Pane, PaneBody, Toolbar, useOnePane } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { DetailTitle } from '../detail-title.tsx'
import { run } from '../saving/change.ts'
import { SavedSelect } from '../saving/saved-select.tsx'
import { TextsField } from '../saving/texts-field.tsx'
import { useSavingBy } from '../saving/use-saving.ts'
import type { ForwardingRule } from './forwarding.ts'
import { mailRuleTexts } from './texts.ts'

type Props = { rule: ForwardingRule; onBack: () => void; onDone: () => void }

/** Whether filters send mail on to outside the organisation, and where to. */
export function ForwardingPane({ rule, onBack, onDone }: Props) {
  const t = useT(mailRuleTexts)
  const client = useClient()
  const isAlone = useOnePane()
  const { forwarding, listed } = rule
  const saving = useSavingBy(async patch => {
    await run(client, 'ForwardingRule/decide', { forwarding, listed, ...patch })
    onDone()
  })
  return (
    <Pane label={t('forwarding')}>
      {isAlone && <Toolbar label={t('forwarding')} start={<BackButton onBack={onBack} />} verbs={[]} />}
      <PaneBody>
        <div className={styles.section}>
          <DetailTitle>{t('forwarding')}</DetailTitle>
          <p>{t('forwarding.intro')}</p>
          <SavedSelect
            saving={saving}
            field="forwarding"
            label={t('forwarding.label')}
            value={forwarding}
            options={FORWARDINGS.map(value => ({ value, label: t(`forwarding.${value}`) }))}
            help={t(`forwarding.${forwarding}-help`)}
          />
          {forwarding === 'listed' && (
            <TextsField
              saving={saving}
              field="listed"
              values={listed}
              label={t('listed')}
              newLabel={t('listed.new')}
              addLabel={t('listed.add')}
              help={t(listed.length === 0 ? 'listed.none' : 'listed.help')}
            />
          )}
        </div>
      </PaneBody>
    </Pane>
  )
}

const FORWARDINGS = ['allowed', 'listed', 'refused'] as const
