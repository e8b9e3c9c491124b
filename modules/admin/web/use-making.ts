import { useState } from 'react'
import { useClient } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { change } from './saving/change.ts'
import { refusalWords } from './saving/refusal-words.ts'
import { adminTexts } from './texts.ts'

/** Makes a record of what a form says, opens it, and closes the form; what was refused is said in it. */
export function useMaking(type: string, onMade: (id: string) => void, onClose: () => void) {
  const t = useT(adminTexts)
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const [isTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  /** False: something is missing, which the form says beside it. */
  const make = async (record: JsonObject | false): Promise<void> => {
    setTried(true)
    if (record === false) return
    setBusy(true)
    try {
      const { made } = await change(client, type, { create: { made: record } })
      onClose()
      if (made !== undefined) onMade(made)
    } catch (error) {
      setRefusal(refusalWords(error, t))
      setBusy(false)
    }
  }
  return { busy, isTried, refusal, make }
}
