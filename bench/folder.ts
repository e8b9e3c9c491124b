import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * An empty data folder. Searchable, so that the system user that runs the database for root reaches it there: the cluster
 * then goes with it.
 */
export async function dataFolder(): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'bastide-bench-'))
  await chmod(data, 0o711)
  return data
}
