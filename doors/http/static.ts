import { existsSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Names with a hash in them, as Vite makes them, never change what they hold. */
const HASHED = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/
const API = /^\/(jmap|auth|\.well-known)\b/

/** Serves the web app: its files, and for any other page its shell, which finds its own way. */
export async function staticDoor(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    server.get('/', async (_, reply) =>
      reply.code(503).type('text/plain').send('The web app has not been built: start with npm start.'),
    )
    return
  }
  await server.register(files, {
    root: folder,
    cacheControl: false,
    setHeaders: (response, path) =>
      void response.header(
        'cache-control',
        // RFC 9111 §5.2.2
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  server.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !API.test(request.url) && !/\.\w{1,5}(\?|$)/.test(request.url)
    if (isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply
      .code(404)
      .type('application/problem+json')
      .send({ type: 'about:blank', status: 404, detail: 'There is nothing here.' })
  })
}
