import { mkdirSync, readFileSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const retryEvery = 200
const touchEvery = 1_000
const silentAfter = 20_000

/**
 * Does `work` while holding the file, so that two starts at once do not install or build over each other. Who holds it
 * touches it: after a crash its number may be another's, or in a container our own.
 */
export async function locked(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  for (let tries = 0; !take(file); tries++) {
    if (tries === 0) console.error('bastide: another start is preparing this folder, waiting for it.')
    await pause(retryEvery)
  }
  const touching = setInterval(() => utimes(file, new Date(), new Date(), () => {}), touchEvery)
  const release = () => {
    clearInterval(touching)
    rmSync(file, { force: true })
  }
  process.once('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!holderIsAlive(file)) rmSync(file, { force: true })
    return false
  }
}

function holderIsAlive(file) {
  try {
    if (Math.abs(Date.now() - statSync(file).mtimeMs) > silentAfter) return false
    const pid = Number(readFileSync(file, 'utf8'))
    // An empty file is one that is being written at this moment.
    return pid === 0 || process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
