import { forgetCreations } from '../store/creation.ts'
import { trimTombstones } from '../store/tombstone.ts'
import { forgetAllowances } from './allowance.ts'
import { forgetFormerKeys } from './dns/key.ts'
import type { House } from './house.ts'
import { sweepSessions } from './login/session.ts'
import { sweepSubscriptions } from './push/subscription.ts'
import { sweepShareNotifications } from './share-notification.ts'
import { forgetUploads } from './upload.ts'

/** The nightly round: what has had its time goes. Each step can be missed or run twice. */
export async function upkeep({ db, blobs, log }: House): Promise<void> {
  await sweepSessions(db)
  await sweepShareNotifications(db)
  await sweepSubscriptions(db)
  await forgetCreations(db)
  await forgetFormerKeys(db)
  await forgetUploads(db)
  await forgetAllowances(db)
  const tombstones = await trimTombstones(db)
  const contents = await blobs.collect()
  log.info('the nightly round is done', { tombstones, contents })
}
