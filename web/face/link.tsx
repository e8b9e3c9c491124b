import type { AnchorHTMLAttributes } from 'react'
import { goOnClick } from '../ui/index.ts'
import { useNavigateTo } from './scope.ts'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link within the app: a plain click loads nothing. */
export function Link({ href, ...rest }: Props) {
  return <a {...rest} href={href} onClick={goOnClick(href, useNavigateTo())} />
}
