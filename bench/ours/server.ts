import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { portVariables } from '../../test/ports.ts'
import { root } from '../../test/sources.ts'
import { type Running, start } from '../processes.ts'

export interface Server {
  readonly running: Running
  readonly url: string
  readonly ports: Readonly<Record<string, number>>
}

/** The product as npm start runs it, with its own settings. */
export async function startServer(data: string): Promise<Server> {
  const env = { ...process.env, ...portVariables(), BASTIDE_DATA: data }
  const running = start(process.execPath, [`${root}/app/server.ts`, '--json'], env)
  const line = await Promise.race([
    once(createInterface(running.child.stdout!), 'line').then(([text]) => String(text)),
    once(running.child, 'exit').then(() => null),
  ])
  if (line === null) throw new Error(`the product did not start: ${running.said.join('')}`)
  const { url, ports } = JSON.parse(line) as Pick<Server, 'url' | 'ports'>
  return { running, url, ports }
}
