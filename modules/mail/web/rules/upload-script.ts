import type { Client } from '../../../../web/sync/client.ts'
import { BLOB } from '../../../../wire/jmap/capability.ts'
import { readObject, readString } from '../../../../wire/jmap/json.ts'

/** The id of the blob by which the server knows the text from now on. */
export async function uploadScript(client: Client, accountId: string, text: string): Promise<string> {
  const create = { made: { data: [{ 'data:asText': text }], type: 'application/sieve' } }
  const answers = await client.ask([BLOB], [['Blob/upload', { accountId, create }, 'b']])
  const { created } = answers.read('b', 'Blob/upload')
  return readString(readObject(readObject(created, 'created')['made'], 'made')['id'], 'id')
}
