// What the screens of a module are written against, beside web/ui (how things look), web/sync (what is known) and
// web/i18n (in which words). app/ gives it its meaning; modules/*/web never import app/.

export { Boundary } from './face/boundary.tsx'
export { type Directory, type Listed, useDirectory } from './face/directory.ts'
export { type Each, useEach } from './face/each.tsx'
export { Frame } from './face/frame.tsx'
export { Link } from './face/link.tsx'
export { useBeingAt, usePresent } from './face/live.ts'
export {
  type AnySearched,
  type ModuleNotice,
  type Searched,
  type SearchHit,
  type SettingsPage,
  searched,
  type WebModule,
} from './face/module.ts'
export { matchRoute, type Params, routeTo } from './face/route.ts'
export type { Address, GoOptions } from './face/router.ts'
export {
  useAccountId,
  useAddress,
  useNavigateTo,
  useRoute,
  useWho,
  type Who,
} from './face/scope.ts'
export { NewBox } from './face/share/new-box.tsx'
export { ShareAccount, useAccountOwner } from './face/share/share-account.tsx'
export { type RecordSource, useFault, useSource } from './face/source.ts'
export {
  useClient,
  useMerged,
  useQuery,
  useRecord,
  useRecords,
  useRecordsOf,
  useSession,
  useSyncState,
} from './sync/react.ts'
