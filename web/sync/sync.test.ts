import { after } from 'node:test'
import { note } from './testing/note.ts'
import { MemoryServer } from './testing/server.ts'
import { syncSuite } from './testing/suite.ts'

const servers: MemoryServer[] = []
after(() => Promise.all(servers.map(server => server.stop())))

syncSuite(async () => {
  const server = await MemoryServer.start([note])
  servers.push(server)
  return { url: server.url, headers: {} }
})
