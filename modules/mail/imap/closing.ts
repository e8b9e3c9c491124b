import { once } from 'node:events'
import type { Server, Socket } from 'node:net'
import { CLOSE_MS } from './limits.ts'

/** How a server comes to its end, whatever those do who are connected. */
export interface Closing {
  /** Takes nobody in any more, and waits a moment for the conversations that were told to end. */
  close(conversations: () => Iterable<Promise<void>>): Promise<void>
}

export function followSockets(server: Server): Closing {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    async close(conversations) {
      const closed = once(server, 'close')
      server.close()
      const patience = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, CLOSE_MS)
      await Promise.all(conversations())
      await closed
      clearTimeout(patience)
    },
  }
}
