import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { goOnClick } from '../ui/index.ts'
import { useNavigateTo } from './scope.ts'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link within the app: a plain click loads nothing. */
export function Link({ href, onClick, ...rest }: Props) {
  const follow = goOnClick(href, useNavigateTo())
  const click = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    follow(event)
  }
  return <a {...rest} href={href} onClick={click} />
}
