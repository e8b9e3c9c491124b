import type { RecordType } from '../module.ts'
import { SHARE_NOTIFICATION_DAYS } from '../share-notification.ts'
import { shareNotification } from '../types.ts'
import { refuseAll } from './one-by-one.ts'

/**
 * RFC 9670 §3: they stand in the account of the principals. Each is one reader's own, and its arrival must not move the
 * state that everybody follows: so the rows are kept in the account of the person they are for, and the directory shows
 * each reader theirs.
 */
export const shareNotificationType: RecordType = {
  descriptor: shareNotification,
  home: 'personal',
  isShownInDirectory: true,
  write: {
    // RFC 9670 §3.3: a client can only destroy them.
    create: async (_tx, _call, _access, changes) =>
      refuseAll(
        changes.create.keys(),
        `the server makes them, and keeps them ${SHARE_NOTIFICATION_DAYS} days`,
      ),
    update: async (_tx, _call, _access, changes) => refuseAll(changes.update.keys(), 'they do not change'),
  },
}
