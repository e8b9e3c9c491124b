import { useEffect, useMemo } from 'react'
import { useClient, useMerged, useRecordsOf } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button } from '../../../../web/ui/index.ts'
import { type SieveRun, sieveRun } from '../../types.ts'
import { WorkCard } from '../work/work-card.tsx'
import { rulesTexts } from './texts.ts'
import { useFilteredAccounts } from './use-rules.ts'

/** More than the house keeps of an account. */
const MOST = 50

/** Rules that the house runs on mail that is here already, in whatever page they were begun, until they are put away. */
export function RunCards() {
  const accounts = useFilteredAccounts()
  const specs = useMemo(() => accounts.map(({ id }) => ({ accountId: id })), [accounts])
  const rows = useMerged(sieveRun.name, specs)
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const refs = Array.from({ length: rows.total ?? 0 }, (_, index) => rows.at(index)).filter(
    ref => ref !== undefined,
  )
  const runs = useRecordsOf<SieveRun>(sieveRun.name, refs)
  return runs.map((run, index) => {
    const ref = refs[index]!
    return run && <RunCard key={`${ref.accountId} ${ref.id}`} accountId={ref.accountId} run={run} />
  })
}

function RunCard({ accountId, run }: { accountId: string; run: SieveRun }) {
  const t = useT(rulesTexts)
  const client = useClient()
  const { id, name, state, total, done, changed } = run
  const isGoing = state === 'running' || state === 'undoing'
  const tell = (next: SieveRun['state']): void =>
    void client.update(sieveRun.name, id, { state: next }, accountId)
  const isBack = changed > 0 && (state === 'done' || state === 'stopped' || state === 'failed')
  return (
    <WorkCard
      title={t(`run.${state}`, { name: name || t('rules.all') })}
      done={isGoing ? (total ? done / total : null) : undefined}
      verbs={
        isGoing ? (
          state === 'running' && (
            <Button size="small" onClick={() => tell('stopped')}>
              {t('apply.stop')}
            </Button>
          )
        ) : (
          <>
            {isBack && (
              <Button size="small" onClick={() => tell('undoing')}>
                {t('run.undo')}
              </Button>
            )}
            <Button
              size="small"
              look="primary"
              onClick={() => void client.destroy(sieveRun.name, id, accountId)}
            >
              {t('close')}
            </Button>
          </>
        )
      }
    >
      {isGoing ? (
        total > 0 && <p>{t('apply.working', { done, total })}</p>
      ) : (
        <p>{t(state === 'undone' ? 'run.back' : 'run.changed', { count: changed })}</p>
      )}
    </WorkCard>
  )
}
