import { lazy, Suspense, useEffect } from 'react'
import { desk } from './desk.ts'
import { EarlyText } from './early-text.tsx'
import { useSheets } from './use-sheets.ts'

const InlineSheet = lazy(() => import('./inline-sheet.tsx'))

/** The answer being written under a conversation. It is kept as a draft when one goes away. */
export function InlineSheets({ threadId }: { threadId: string }) {
  const sheets = useSheets().filter(sheet => sheet.place === 'inline' && sheet.threadId === threadId)
  useEffect(
    () => () => {
      for (const sheet of desk.sheets())
        if (sheet.place === 'inline' && sheet.threadId === threadId) desk.close(sheet.key)
    },
    [threadId],
  )
  return (
    <>
      {sheets.map(({ key }) => (
        <EarlyText key={key} sheetKey={key} />
      ))}
      <Suspense>
        {sheets.map(sheet => (
          <InlineSheet key={sheet.key} sheet={sheet} />
        ))}
      </Suspense>
    </>
  )
}
