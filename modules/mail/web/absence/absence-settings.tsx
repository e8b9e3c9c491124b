import { useAccountId } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { ErrorState, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import { MAIL } from '../../types.ts'
import { useAbsence } from './absence.ts'
import { AbsenceForm } from './absence-form.tsx'
import { absenceTexts } from './texts.ts'

/** The part of the settings that is about being away. */
export function AbsenceSettings() {
  const t = useT(absenceTexts)
  const { loaded, retry, save } = useAbsence(useAccountId(MAIL))
  const late = useDelayed(loaded.state === 'loading')
  if (loaded.state === 'here') return <AbsenceForm absence={loaded.absence} save={save} />
  if (loaded.state === 'loading') return late ? <SkeletonText lines={6} /> : null
  return <ErrorState onRetry={retry}>{t('absence.failed')}</ErrorState>
}
