/** What `Organisation/overview` answers. */
export interface Overview {
  readonly people: number
  readonly disabled: number
  readonly administrators: number
  readonly temporary: number
  readonly neverIn: number
  readonly groups: number
  readonly resources: number
  readonly domains: number
  readonly used: number
  readonly failedLogins: number
  readonly jobsWaiting: number
  readonly jobsFailed: number
  readonly days: readonly Day[]
  readonly full: readonly {
    readonly id: string
    readonly name: string
    readonly used: number
    readonly quota: number
  }[]
}

export interface Day {
  readonly on: string
  readonly counts: Readonly<Record<string, number>>
}

export interface ListedJob {
  readonly id: string
  readonly name: string
  readonly state: 'running' | 'waiting' | 'retrying' | 'failed'
  readonly runAt: string
  readonly attempts: number
  readonly lastError: string | null
}
