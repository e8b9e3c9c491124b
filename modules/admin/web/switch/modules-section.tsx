import { useEffect } from 'react'
import type { organisation } from '../../../../core/types.ts'
import type { RecordOf } from '../../../../lib/descriptor.ts'
import { useSource } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  ErrorState,
  Pane,
  PaneBody,
  PaneHeader,
  SkeletonText,
  Switch,
  useDelayed,
} from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { adminTexts } from '../texts.ts'
import { switchTexts } from './texts.ts'
import { useSwitching } from './use-switching.ts'
import { helpOf, nameOf } from './words.ts'

export type Organisation = RecordOf<typeof organisation>

/** Which modules the organisation has on. */
export function ModulesSection() {
  const t = useT(adminTexts)
  const words = useT(switchTexts)
  const { at, need, total, error, retry } = useSource<Organisation>('Organisation')
  useEffect(() => need(0, 0), [need])
  const own = total ? at(0) : 'loading'
  const late = useDelayed(own === 'loading')
  return (
    <Pane label={t('modules')}>
      <div className={styles.title}>
        <PaneHeader title={t('modules')} />
      </div>
      {error ? (
        <ErrorState onRetry={retry}>{error}</ErrorState>
      ) : (
        <PaneBody>
          <div className={styles.section}>
            <p>{words('intro')}</p>
            {own !== 'loading' ? <Switches organisation={own} /> : late && <SkeletonText lines={4} />}
          </div>
        </PaneBody>
      )}
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
