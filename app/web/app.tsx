import { useEffect } from 'react'
import { useAddress, useNavigateTo } from '../../web/face.ts'
import { useT } from '../../web/i18n/index.ts'
import { ErrorState } from '../../web/ui/index.ts'
import { ChoosePassword } from './entry/choose-password.tsx'
import type { SignedIn } from './entry/door.ts'
import { Founding } from './entry/founding.tsx'
import { SignIn } from './entry/sign-in.tsx'
import { entryTexts } from './entry/texts.ts'
import { type Entering, useEntry } from './entry/use-entry.ts'
import { NewVersion } from './offline/new-version.tsx'
import styles from './opening.module.css'
import { Opening } from './opening.tsx'
import { Workplace } from './workplace.tsx'

/** The first run, the sign-in, or the suite: whichever is due. */
export function App() {
  return (
    <>
      <Face entering={useEntry()} />
      <NewVersion />
    </>
  )
}

function Face({ entering: { entry, enter, choose, leave, retry } }: { entering: Entering }) {
  const t = useT(entryTexts)
  const { path, query } = useAddress()
  const home = useNavigateTo()
  const enterAtHome = (who: SignedIn): void => {
    home('/', { replace: true })
    enter(who)
  }
  // The link of the first run is for nothing else.
  const isLate = path === '/setup' && (entry.kind === 'in' || entry.kind === 'signIn')
  useEffect(() => {
    if (isLate) home('/', { replace: true })
  }, [isLate, home])

  if (entry.kind === 'in') return <Workplace key={entry.who.address} who={entry.who} onLeave={leave} />
  if (entry.kind === 'signIn') return <SignIn expired={entry.expired} onEnter={enter} />
  if (entry.kind === 'choosePassword')
    return (
      <ChoosePassword who={entry.who} given={entry.given} onChosen={choose} onLeave={() => leave(false)} />
    )
  if (entry.kind === 'setUp') return <Founding token={query.get('token')} onEnter={enterAtHome} />
  if (entry.kind === 'opening') return <Opening />
  return (
    <main className={styles.alone}>
      <ErrorState title={t('unreachable.title')} onRetry={retry}>
        {t('unreachable.text')}
      </ErrorState>
    </main>
  )
}
