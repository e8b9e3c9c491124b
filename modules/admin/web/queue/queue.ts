/** One recipient that waits to be sent to, as `OutgoingMail/list` tells it. */
export interface Waiting {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly domain: string
  readonly size: number
  readonly state: 'sending' | 'waiting' | 'retrying'
  readonly attempts: number
  readonly createdAt: string
  readonly nextAt: string
  readonly lastReply: string | null
}

export interface Queue {
  readonly total: number
  readonly list: readonly Waiting[]
}
