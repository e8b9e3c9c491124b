import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { desk } from './desk.ts'
import { composeTexts } from './texts.ts'

/**
 * Has the focus from when a letter is asked for until its own fields have come, so that what one types meanwhile is
 * neither lost nor done to the list as a shortcut.
 */
export function EarlyText({ sheetKey }: { sheetKey: number }) {
  const t = useT(composeTexts)
  const [isDue, setDue] = useState(true)
  if (!isDue) return null
  return (
    <textarea
      className="unseen"
      aria-label={t('coming')}
      // biome-ignore lint/a11y/noAutofocus: somebody has asked to write
      autoFocus
      onChange={event => desk.keepEarly(sheetKey, event.target.value)}
      onKeyDown={event => event.key === 'Escape' && desk.close(sheetKey)}
      onBlur={() => setDue(false)}
    />
  )
}
