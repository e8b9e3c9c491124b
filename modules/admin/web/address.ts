import { routeTo } from '../../../web/face.ts'

export const ADMIN_PATH = '/admin'
export const SECTIONS = [
  'overview',
  'people',
  'groups',
  'mailboxes',
  'resources',
  'domains',
  'mail',
  'modules',
  'queue',
  'audit',
] as const
export type Section = (typeof SECTIONS)[number]

export interface AdminAddress {
  readonly section: Section
  readonly id: string | null
}

/** /admin/people/p12 */
export function readAdminAddress(path: string): AdminAddress {
  const [, , section, id] = path.split('/')
  return { section: SECTIONS.find(known => known === section) ?? 'overview', id: id || null }
}

/** Whether it is still the one that is open: by the time that the server has answered, one may have gone on to another. */
export const isStillOpen = (id: string): boolean => readAdminAddress(location.pathname).id === id

export const writeAdminAddress = (section: Section, id: string | null = null): string =>
  routeTo(ADMIN_PATH, section, id)
