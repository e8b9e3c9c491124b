import type { Client } from '../../../../web/sync/client.ts'
import { readObject, readString } from '../../../../wire/jmap/json.ts'

// RFC 9404 §3
export const BLOB = 'urn:ietf:params:jmap:blob'

/** The id of the blob by which the server knows the text from now on. */
export async function uploadScript(client: Client, accountId: string, text: string): Promise<string> {
  const create = { made: { data: [{ 'data:asText': text }], type: 'application/sieve' } }
  const answers = await client.ask([BLOB], [['Blob/upload', { accountId, create }, 'b']])
  const { created } = answers.read('b', 'Blob/upload')
  return readString(readObject(readObject(created, 'created')['made'], 'made')['id'], 'id')
}
