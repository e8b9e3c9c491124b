import { useT } from '../../../../web/i18n/index.ts'
import styles from '../admin.module.css'
import { Facet } from '../facet.tsx'
import { ACTIONS } from './audit-entry.ts'
import { auditTexts } from './texts.ts'

const PERIODS = ['day', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

const DAYS: Readonly<Record<Period, number>> = { day: 0, week: 6, month: 29 }

/** The midnight at which a period began here. */
export function startOf(period: Period): string {
  const now = new Date()
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS[period])
  return `${midnight.toISOString().slice(0, 19)}Z`
}

type Props = {
  action: string | null
  onAction: (action: string | null) => void
  period: Period | null
  onPeriod: (period: Period | null) => void
}

export function AuditFacets({ action, onAction, period, onPeriod }: Props) {
  const t = useT(auditTexts)
  return (
    <div className={styles.facets}>
      <Facet
        label={t('facet.action')}
        value={action}
        options={ACTIONS.map(value => ({ value, label: t(`kind.${value}`) }))}
        onChange={onAction}
      />
      <Facet
        label={t('facet.period')}
        value={period}
        options={PERIODS.map(value => ({ value, label: t(`period.${value}`) }))}
        onChange={value => onPeriod(PERIODS.find(known => known === value) ?? null)}
      />
    </div>
  )
}
