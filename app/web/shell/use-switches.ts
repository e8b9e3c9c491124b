import { useEffect } from 'react'
import type { organisation } from '../../../core/types.ts'
import type { RecordOf } from '../../../lib/descriptor.ts'
import { useClient, useQuery, useRecord } from '../../../web/face.ts'
import { CORE } from '../../../wire/jmap/capability.ts'

type Switches = RecordOf<typeof organisation>['modules']

/** What the organisation has switched off, live. */
export function useSwitches(): Switches {
  const rows = useQuery('Organisation')
  const { need } = rows
  useEffect(() => need(0, 1), [need])
  return useRecord<{ modules: Switches }>('Organisation', rows.at(0) ?? null)?.modules ?? none
}

const none: Switches = {}

/** A module that is on again comes with its capability: any answer tells that there is another session to read. */
export function useNewSession(): void {
  const client = useClient()
  const switches = JSON.stringify(useSwitches())
  useEffect(() => {
    client.ask([CORE], [['Core/echo', {}, 'echo']]).catch(() => undefined)
  }, [client, switches])
}
