import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatNumber, type Language, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatDate } from '../../../../web/ui/index.ts'
import styles from './overview.module.css'
import type { Day } from './overview.ts'
import { overviewTexts } from './texts.ts'

/** What came and went on the last days: looked at as bars, read as a table by those who do not see them. */
export default function Traffic({ days }: { days: readonly Day[] }) {
  const t = useT(overviewTexts)
  const language = useLanguage()
  const rows = days.map(({ on, counts }) => ({
    on: new Date(`${on}T12:00:00`),
    received: counts['received'] ?? 0,
    sent: counts['sent'] ?? 0,
  }))
  const number = (value: number): string => formatNumber(value, language)
  return (
    <>
      <p className={styles.legend} aria-hidden="true">
        <span data-kind="received">{t('received')}</span>
        <span data-kind="sent">{t('sent')}</span>
      </p>
      <div className={styles.chart} aria-hidden="true">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={rows}
            barGap={2}
            margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="on"
              tickFormatter={(on: Date) => dayOf(on, language)}
              tickLine={false}
              axisLine={false}
              minTickGap={16}
              tick={TICK}
            />
            <YAxis
              tickFormatter={number}
              tickLine={false}
              axisLine={false}
              allowDecimals={false}
              width={44}
              tick={TICK}
            />
            <Tooltip
              cursor={{ fill: 'var(--hover)' }}
              contentStyle={{ border: '1px solid var(--line)', borderRadius: 10, background: 'var(--paper)' }}
              labelFormatter={on => formatDate(on as unknown as Date, language, { dateStyle: 'long' })}
              formatter={value => number(Number(value))}
            />
            <Bar
              dataKey="received"
              name={t('received')}
              fill="var(--chart-first)"
              radius={[3, 3, 0, 0]}
              isAnimationActive={false}
            />
            <Bar
              dataKey="sent"
              name={t('sent')}
              fill="var(--chart-second)"
              radius={[3, 3, 0, 0]}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <table className={styles.unseen}>
        <caption>{t('traffic')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            <th scope="col">{t('received')}</th>
            <th scope="col">{t('sent')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ on, received, sent }) => (
            <tr key={on.toISOString()}>
              <th scope="row">{formatDate(on, language, { dateStyle: 'long' })}</th>
              <td>{number(received)}</td>
              <td>{number(sent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const TICK = { fill: 'var(--faint)', fontSize: 12 }

const dayOf = (on: Date, language: Language): string =>
  formatDate(on, language, { day: 'numeric', month: 'short' })
