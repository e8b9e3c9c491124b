import { mailNotifier } from '../../../modules/mail/web/notify/notify.ts'
import type { Notifier } from '../../../web/face/notify.ts'

/** What every module of the product tells of. */
export const notifiers: readonly Notifier[] = [mailNotifier]
