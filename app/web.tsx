import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from '../web/face/router.ts'
import { RouterContext } from '../web/face/scope.ts'
import { setLanguage } from '../web/i18n/index.ts'
import { Theme } from '../web/ui/index.ts'
import { App } from './web/app.tsx'
import { keptLanguage, keptWho } from './web/entry/kept.ts'
import { keepOffline } from './web/offline/register.ts'

setLanguage(keptLanguage(keptWho()?.language))
keepOffline()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Theme>
      <RouterContext value={new Router()}>
        <App />
      </RouterContext>
    </Theme>
  </StrictMode>,
)
