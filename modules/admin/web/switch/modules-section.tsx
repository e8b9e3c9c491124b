import type { organisation } from '../../../../core/types.ts'
import type { RecordOf } from '../../../../lib/descriptor.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Pane, PaneBody, PaneHeader, SkeletonText, Switch, useDelayed } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { adminTexts } from '../texts.ts'
import { useAll } from '../use-all.ts'
import { switchTexts } from './texts.ts'
import { useSwitching } from './use-switching.ts'
import { helpOf, nameOf } from './words.ts'

export type Organisation = RecordOf<typeof organisation>

/** Which modules the organisation has on. */
export function ModulesSection() {
  const t = useT(adminTexts)
  const words = useT(switchTexts)
  const organisations = useAll<Organisation>('Organisation')
  const [own] = organisations ?? []
  const late = useDelayed(own === undefined)
  return (
    <Pane label={t('modules')}>
      <div className={styles.title}>
        <PaneHeader title={t('modules')} />
      </div>
      <PaneBody>
        <div className={styles.section}>
          <p>{words('intro')}</p>
          {own ? <Switches organisation={own} /> : late && <SkeletonText lines={4} />}
        </div>
      </PaneBody>
    </Pane>
  )
}

function Switches({ organisation }: { organisation: Organisation }) {
  const t = useT(switchTexts)
  const turn = useSwitching(organisation)
  const { switches, modules } = organisation
  return (
    <>
      {switches.map(name => (
        <Switch
          key={name}
          label={nameOf(name, t)}
          help={helpOf(name, t)}
          checked={modules[name] !== false}
          onChange={on => void turn(name, on)}
        />
      ))}
    </>
  )
}
