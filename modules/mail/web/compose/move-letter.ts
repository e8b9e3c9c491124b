import type { Client } from '../../../../web/sync/client.ts'
import type { Letter } from './letter.ts'
import type { Author } from './use-authors.ts'

/**
 * The letter as it goes on in another account: its files with it, and without what belongs to the first. Null while a
 * file is still on its way.
 */
export async function moveLetter(
  client: Client,
  letter: Letter,
  { accountId, identity }: Author,
): Promise<Letter | null> {
  const blobIds = letter.enclosures.flatMap(({ blobId }) => (blobId === null ? [] : [client.resolve(blobId)]))
  if (blobIds.length < letter.enclosures.length) return null
  if (blobIds.length > 0) await copyBlobs(client, letter.accountId, accountId, blobIds)
  return { ...letter, accountId, identityId: identity.id, draftId: null, threadId: null, source: null }
}

// RFC 8620 §6.3
async function copyBlobs(
  client: Client,
  fromAccountId: string,
  accountId: string,
  blobIds: readonly string[],
): Promise<void> {
  const args = { fromAccountId, accountId, blobIds: [...blobIds] }
  const answers = await client.ask([], [['Blob/copy', args, 'c']])
  const { notCopied } = answers.read('c', 'Blob/copy') as { notCopied: object | null }
  if (notCopied !== null) throw new Error('a file cannot be taken to the other mailbox')
}
