import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { chooseLanguage, setLanguage } from '../../web/i18n/index.ts'
import { Theme } from '../../web/ui/index.ts'
import { Catalogue } from './catalogue.tsx'
import { LongList } from './long-list.tsx'
import { MailScreen } from './mail-screen.tsx'
import { PeopleScreen } from './people-screen.tsx'

const screens = { mail: MailScreen, people: PeopleScreen, long: LongList }

/** `#mail`, `#people` and `#long` are whole screens; without one, every component in all its states. */
function StylePage() {
  const hash = useHash()
  const Screen = screens[hash as keyof typeof screens] ?? Catalogue
  return <Screen />
}

function useHash(): string {
  const [hash, setHash] = useState(location.hash.slice(1))
  useEffect(() => {
    const follow = (): void => setHash(location.hash.slice(1))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return hash
}

setLanguage(chooseLanguage(new URLSearchParams(location.search).get('lang'), ['fr']))
const root = document.getElementById('root')
if (!root) throw new Error('style.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Theme>
      <StylePage />
    </Theme>
  </StrictMode>,
)
