import { lazy, Suspense, useLayoutEffect } from 'react'
import { useWho } from '../../../../web/face.ts'
import styles from './compose.module.css'
import { desk } from './desk.ts'
import { EarlyText } from './early-text.tsx'
import { useSheets } from './use-sheets.ts'

export { type ComposeStart, openCompose } from './desk.ts'

const ComposeWindow = lazy(() => import('./compose-window.tsx'))

/** The letters being written, over whatever is shown; one on a phone, side by side on a desk. */
export function ComposeHost() {
  const { address } = useWho()
  const sheets = useSheets().filter(({ place }) => place !== 'inline')
  useLayoutEffect(() => desk.belongTo(address), [address])
  if (sheets.length === 0) return null
  return (
    <div className={styles.host}>
      {sheets.map(({ key }) => (
        <EarlyText key={key} sheetKey={key} />
      ))}
      <Suspense>
        {sheets.map(sheet => (
          <ComposeWindow key={sheet.key} sheet={sheet} />
        ))}
      </Suspense>
    </div>
  )
}
