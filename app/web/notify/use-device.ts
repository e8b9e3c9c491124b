import { useCallback, useEffect, useState } from 'react'
import { useSession, useWho } from '../../../web/face.ts'
import { chooseShared, findLack, keyOf, type Lack, turnOff, turnOn } from './device.ts'
import { changeKept, followKept, type Kept, readKept } from './kept.ts'
import { NotTaken } from './subscription.ts'

/** How things stand with this device. */
export type DeviceState =
  | { readonly kind: 'unknown' | 'switchedOff' | 'denied' | 'off' }
  | { readonly kind: 'lacking'; readonly lack: Lack }
  | { readonly kind: 'on'; readonly kept: Kept }

export type Fault = 'notTaken' | 'failed'

export interface Telling {
  readonly state: DeviceState
  readonly isBusy: boolean
  readonly fault: Fault | null
  /** Asks the browser's own question first: only ever upon a person's click. */
  readonly turn: (on: boolean) => void
  readonly showContent: (withContent: boolean) => void
  readonly includeShared: (withShared: boolean) => void
}

export function useDevice(): Telling {
  const session = useSession()
  const { accountId } = useWho()
  const key = keyOf(session)
  const [state, setState] = useState<DeviceState>({ kind: 'unknown' })
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)

  const look = useCallback(
    async () => setState(await findState(accountId, key !== undefined)),
    [accountId, key],
  )
  useEffect(() => void look().catch(() => setState({ kind: 'lacking', lack: 'browser' })), [look])
  useEffect(() => followKept(() => void look().catch(() => undefined)), [look])

  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    setFault(null)
    try {
      await work()
    } catch (error) {
      setFault(error instanceof NotTaken ? 'notTaken' : 'failed')
    }
    await look()
    setBusy(false)
  }
  const on = async (): Promise<void> => {
    if ((await Notification.requestPermission()) === 'granted') await turnOn(accountId, key!)
  }
  const kept = state.kind === 'on' ? state.kept : null
  return {
    state,
    isBusy,
    fault,
    turn: wanted => void run(wanted ? on : turnOff),
    showContent: withContent => void run(() => changeKept(now => ({ ...now, withContent }))),
    includeShared: withShared => void (kept && run(() => chooseShared(session, kept, withShared))),
  }
}

async function findState(accountId: string, isWanted: boolean): Promise<DeviceState> {
  if (!isWanted) return { kind: 'switchedOff' }
  const lack = findLack()
  if (lack) return { kind: 'lacking', lack }
  if (Notification.permission === 'denied') return { kind: 'denied' }
  const kept = Notification.permission === 'granted' ? await readKept() : null
  return kept?.accountId === accountId ? { kind: 'on', kept } : { kind: 'off' }
}
