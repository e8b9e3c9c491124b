import { once } from 'node:events'
import { loadConfig, StartError } from '../../lib/config.ts'
import { openLog } from '../../lib/log.ts'
import { MODULES } from '../modules.ts'
import { openDoors } from './doors.ts'
import { openHouse } from './house.ts'
import { type Report, STOP, type Task } from './workers.ts'

/** A process that opens the doors beside others (workers.ts), until the first one stops it. */
export async function work(): Promise<void> {
  // At a terminal, Ctrl-C reaches every process: the first one stops the others.
  process.on('SIGINT', () => {})
  let close = async () => {}
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    void close().then(() => process.exit(0))
  }
  process.on('message', message => {
    if (message === STOP) stop()
  })
  process.on('SIGTERM', stop)
  // Nothing else may keep the process yet.
  process.channel?.ref()
  const [task] = (await once(process, 'message')) as [Task]
  const configured = loadConfig()
  const config = {
    ...configured,
    roles: configured.roles.filter(role => role !== 'jobs'),
    database: { connections: task.connections },
  }
  const log = openLog(config.log)
  const open = await openHouse(config, log, MODULES, task.connection).catch(failed)
  const doors = await openDoors(open.house, MODULES).catch(failed)
  close = async () => {
    await doors.close()
    await open.close()
  }
  tell({ ports: doors.ports })
}

const tell = (report: Report, then = () => {}): void => void process.send!(report, then)

function failed(error: unknown): Promise<never> {
  const failed = error instanceof Error ? error.message : String(error)
  return new Promise(() => tell({ failed, isTheirs: error instanceof StartError }, () => process.exit(1)))
}
