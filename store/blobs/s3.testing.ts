import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Objects in memory behind the three requests that the S3 place makes; it refuses what is not signed. */
export async function memoryS3(): Promise<{ url: string; objects: Map<string, Buffer>; close(): void }> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const path = request.url!
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/'))
      return void response.writeHead(403).end()
    if (request.method === 'PUT') {
      objects.set(path, body)
      return void response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(path)
      return void response.writeHead(204).end()
    }
    const object = objects.get(path)
    return void response.writeHead(object ? 200 : 404).end(object)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, objects, close: () => void server.close() }
}
