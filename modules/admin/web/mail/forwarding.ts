/** What `ForwardingRule/read` tells of mail that filters send on to outside. */
export interface ForwardingRule {
  readonly forwarding: 'allowed' | 'listed' | 'refused'
  readonly listed: readonly string[]
}
