// npm run dev: the product with the demonstration, whose web app changes while one writes it.
//
//   browser ── Vite (page, scripts, hot reload) ── /jmap /live /auth /.well-known ── app/server.ts under node --watch
//
// People open Vite's address; the server behind it says that one when it is ready, with the logins, at each restart.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { loadConfig, StartError } from '../lib/config.ts'

const root = join(import.meta.dirname, '..')
const PAGE_PORT = 5173
const DOORS = ['/jmap', '/live', '/auth', '/.well-known']

async function main(): Promise<void> {
  const { host, http } = loadConfig()
  if (http.port === 0)
    throw new StartError('npm run dev needs to know the port: choose another one for http.')
  const pages = await servePages(host, `http://${host}:${http.port}`)
  const server = watchServer(addressOf(pages))
  stopOnSignal(server)
  const [code] = await once(server, 'exit')
  await pages.close()
  process.exit(code ?? 0)
}

async function servePages(host: string, target: string): Promise<ViteDevServer> {
  const proxy = Object.fromEntries(DOORS.map(door => [door, { target, ws: true }]))
  const pages = await createServer({
    configFile: join(root, 'vite.config.ts'),
    clearScreen: false,
    server: { host, port: PAGE_PORT, proxy },
  })
  return pages.listen()
}

/** Under the host that Vite was told: cookies and the check of the origin go by it. */
function addressOf({ httpServer, config }: ViteDevServer): string {
  const address = httpServer?.address()
  const port = typeof address === 'object' && address ? address.port : PAGE_PORT
  return `http://${config.server.host}:${port}`
}

function watchServer(publicUrl: string): ChildProcess {
  const args = ['--watch', '--watch-preserve-output', 'app/server.ts', '--demo']
  return spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, BASTIDE_PUBLIC_URL: publicUrl },
  })
}

/** Node's watcher ends the server that it runs before it ends itself. */
function stopOnSignal(server: ChildProcess): void {
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'))
}

main().catch(error => {
  console.error(error instanceof StartError ? `bastide: ${error.message}` : error)
  process.exit(1)
})
