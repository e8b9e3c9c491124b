import { useEffect } from 'react'
import { useAddress, useNavigateTo } from '../../../../web/face.ts'
import { MAIL_PATH, writeMailAddress } from '../address.ts'
import { openCompose } from './desk.ts'

const NAME = 'mailto'

/** A link that the browser hands over, as `/mail?mailto=mailto%3A…`, opens the letter that it asks for. */
export function useMailtoLink(): void {
  const { path, query } = useAddress()
  const navigate = useNavigateTo()
  const href = path === MAIL_PATH ? query.get(NAME) : null
  useEffect(() => {
    if (href === null) return
    navigate(writeMailAddress({}), { replace: true })
    if (/^mailto:/i.test(href)) openCompose({ kind: 'mailto', href })
  }, [href, navigate])
}

/** Browsers let a page ask only where nobody can have changed it on the way. */
export const mayTakeMailto = (): boolean =>
  isSecureContext && typeof navigator.registerProtocolHandler === 'function'

/** Has the browser ask whether links to addresses shall open here. */
export const takeMailto = (): void =>
  navigator.registerProtocolHandler(NAME, `${location.origin}${MAIL_PATH}?${NAME}=%s`)
