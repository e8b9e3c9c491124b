import type { SetUp } from './door.ts'
import { isTaken, strengthOf } from './strength.ts'

/** What the founder writes; the token is in the link. */
export type Wish = Omit<SetUp, 'token'>
export type WishField = keyof Wish

/** The field in which something is wrong, top down. */
export function faultsOf(wish: Wish): ReadonlySet<WishField> {
  const faults: Record<WishField, boolean> = {
    organisation: wish.organisation.trim() === '',
    domain: !isDomain(wish.domain),
    name: wish.name.trim() === '',
    address: !isAddressIn(wish.address, wish.domain),
    password: !isTaken(strengthOf(wish.password, wish.name, wish.address)),
    language: false,
  }
  return new Set((Object.keys(faults) as WishField[]).filter(field => faults[field]))
}

/** « Claire Lafont » at mairie.fr → claire.lafont@mairie.fr */
export function proposeAddress(name: string, domain: string): string {
  const words = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '')
  return words && domain ? `${words}@${domain.trim().toLowerCase()}` : ''
}

const isDomain = (text: string): boolean =>
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(text.trim())

const isAddressIn = (address: string, domain: string): boolean =>
  /^[^\s@]+@[^\s@]+$/.test(address.trim()) &&
  address.trim().toLowerCase().endsWith(`@${domain.trim().toLowerCase()}`)
