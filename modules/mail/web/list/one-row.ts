import { LISTED_BESIDE } from './thread.ts'

/** One row a conversation, on the server and here, with the emails of it. RFC 8621 §4.4.3, §4.10 */
export const ONE_ROW_A_THREAD = {
  extra: { collapseThreads: true },
  collapsed: 'threadId',
  along: [
    { property: 'threadId', type: 'Thread' },
    { property: 'emailIds', type: 'Email', properties: LISTED_BESIDE },
  ],
} as const
