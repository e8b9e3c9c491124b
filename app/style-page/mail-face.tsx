import { Avatar, type RowFace } from '../../web/ui/index.ts'
import type { SampleThread } from './sample-mail.ts'

export function threadFace(thread: SampleThread): RowFace {
  const { from, address, subject, preview, ...rest } = thread
  return {
    ...rest,
    mark: <Avatar name={from} address={address} />,
    title: from,
    second: subject,
    third: preview,
  }
}
