import { lazy, Suspense } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Banner,
  ErrorState,
  Pane,
  PaneHeader,
  Skeleton,
  SkeletonText,
  useDelayed,
} from '../../../../web/ui/index.ts'
import { adminTexts } from '../texts.ts'
import { useAnswer } from '../use-answer.ts'
import { Attention } from './attention.tsx'
import { Jobs } from './jobs.tsx'
import styles from './overview.module.css'
import type { Overview } from './overview.ts'
import { OverviewPart } from './overview-part.tsx'
import { Switched } from './switched.tsx'
import { overviewTexts } from './texts.ts'
import { Tiles } from './tiles.tsx'

// The library that draws curves is loaded here only.
const Traffic = lazy(() => import('./traffic.tsx'))

/** What there is, how it goes, and what asks for attention. */
export function OverviewSection() {
  const t = useT(adminTexts)
  const words = useT(overviewTexts)
  const { value, fault, ask } = useAnswer<Overview>('Organisation/overview')
  const late = useDelayed(value === null)
  return (
    <Pane label={t('overview')}>
      <div className={styles.title}>
        <PaneHeader title={t('overview')} />
      </div>
      {value === null ? (
        fault === null ? (
          <div className={styles.page}>{late && <Waiting />}</div>
        ) : (
          <ErrorState onRetry={ask}>{fault}</ErrorState>
        )
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        <div className={styles.page} tabIndex={0}>
          {fault && <Banner tone="warn">{words('stale')}</Banner>}
          <Attention overview={value} />
          <Tiles overview={value} />
          <OverviewPart title={words('traffic')}>
            <Suspense fallback={<Skeleton height={220} radius={12} />}>
              <Traffic days={value.days} />
            </Suspense>
          </OverviewPart>
          <div className={styles.pair}>
            <Jobs onChange={ask} />
            <Switched />
          </div>
        </div>
      )}
    </Pane>
  )
}

function Waiting() {
  return (
    <>
      <SkeletonText lines={2} />
      <div className={styles.tiles}>
        {[0, 1, 2, 3, 4].map(tile => (
          <Skeleton key={tile} height={88} radius={12} />
        ))}
      </div>
      <Skeleton height={220} radius={12} />
    </>
  )
}
