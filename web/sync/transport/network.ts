/** What the client needs of its surroundings; tests stand between. */
export interface Network {
  fetch(url: string, init: RequestInit): Promise<Response>
  openSocket(url: string): WebSocket
  /** Null where there is no EventSource. */
  openEvents(url: string): EventSource | null
}

export const browserNetwork: Network = {
  fetch: (url, init) => fetch(url, init),
  // RFC 8887 §4.1
  openSocket: url => new WebSocket(url, 'jmap'),
  openEvents: url => ('EventSource' in globalThis ? new EventSource(url, { withCredentials: true }) : null),
}
