import { readdir, readFile } from 'node:fs/promises'

/** A process and all that descend from it. */
export async function tree(ancestor: number): Promise<number[]> {
  const parents = await parentsOfAll()
  const found = [ancestor]
  for (const parent of found) for (const [pid, its] of parents) if (its === parent) found.push(pid)
  return found
}

async function parentsOfAll(): Promise<[pid: number, parent: number][]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  return Promise.all(
    pids.map(async (pid): Promise<[number, number]> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      // The name, in parentheses, may hold anything: the parent is the second field after it.
      return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]
    }),
  )
}
