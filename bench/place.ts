import { connect, type Socket } from 'node:net'

/** Where a server listens: a port of loopback, or the path of a socket. */
export type Place = number | string

export const connectTo = (place: Place, localAddress = '127.0.0.1'): Socket =>
  connect(typeof place === 'string' ? { path: place } : { port: place, host: '127.0.0.1', localAddress })
