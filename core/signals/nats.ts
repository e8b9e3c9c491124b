import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Log } from '../../lib/log.ts'
import { RESYNC, type Signals } from '../signals.ts'
import { hub } from './hub.ts'
import { pack, unpack } from './parcel.ts'

const SUBJECT = 'bastide.signals'
/** NATS takes 1 MiB unless it is told otherwise. */
const MAX_BYTES = 512 * 1024
const RECONNECT_MS = 250

/** Signals through a NATS server, for many processes or several databases. */
export async function natsSignals(url: string, log: Log): Promise<Signals> {
  const here = hub(log)
  const { username, password } = new URL(url)
  const connection = await connect({
    servers: url.replace(/\/\/[^/@]*@/, '//'),
    ...(username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {}),
    noEcho: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
  })
  connection.subscribe(SUBJECT, {
    callback: (error, message) => {
      if (error) log.error('a signal could not be heard', { error })
      else here.tell(unpack(message.string()).signals)
    },
  })
  await connection.flush()
  void watch(connection, log, () => here.tell([RESYNC]))
  return {
    publish(signals) {
      here.tell(signals)
      for (const parcel of pack('', signals, MAX_BYTES)) connection.publish(SUBJECT, parcel)
    },
    subscribe: here.subscribe,
    close: () => connection.drain(),
  }
}

async function watch(connection: NatsConnection, log: Log, resumed: () => void): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect') log.warn('the connection for signals broke')
    // Whoever looks again must hear what comes after: the server has to know the subscription first.
    if (status.type === 'reconnect') connection.flush().then(resumed, () => {})
  }
}
