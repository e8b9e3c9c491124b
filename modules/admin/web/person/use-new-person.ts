import { useState } from 'react'
import { Refused } from '../../../../lib/errors.ts'
import { useClient } from '../../../../web/face.ts'
import { type Language, useLanguage, useT } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { useOwnDomains } from '../domains.ts'
import { change, run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { type AdminT, adminTexts } from '../texts.ts'
import { readGigabytes } from './gigabytes.ts'
import type { MadePerson } from './new-person.tsx'
import { type PersonT, personTexts } from './texts.ts'

export interface Wish {
  readonly name: string
  readonly local: string
  readonly domain: string
  readonly title: string
  readonly service: string
  readonly language: Language
  readonly quota: string
  /** Null: one will be made. */
  readonly password: string | null
  /** They choose their own at the first sign-in. */
  readonly temporary: boolean
}

type Faults = Readonly<Partial<Record<keyof Wish, string>>>

const SHORTEST = 10

export function useNewPerson(onMade: (person: MadePerson) => void) {
  const t = useT(adminTexts)
  const words = useT(personTexts)
  const client = useClient()
  const [first = ''] = useOwnDomains()
  const [written, setWritten] = useState<Wish>({ ...blank, language: useLanguage() })
  const [isTried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const wish: Wish = {
    ...written,
    local: written.local || localOf(written.name),
    domain: written.domain || first,
  }
  const found = faultsOf(wish, t, words)
  const write = (more: Partial<Wish>): void => setWritten(now => ({ ...now, ...more }))
  const submit = async (): Promise<void> => {
    setTried(true)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      onMade(await make(client, wish))
    } catch (error) {
      setRefusal(refusalWords(error, t))
    }
    setBusy(false)
  }
  return { wish, write, faults: isTried ? found : {}, refusal, busy, submit }
}

const blank: Wish = {
  name: '',
  local: '',
  domain: '',
  title: '',
  service: '',
  language: 'fr',
  quota: '',
  password: null,
  temporary: true,
}

/** « Jeanne Morel » is proposed as jeanne.morel. */
export const localOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .split(/[^a-z0-9-]+/)
    .filter(Boolean)
    .join('.')

const faultsOf = (wish: Wish, t: AdminT, words: PersonT): Faults => ({
  ...(wish.name.trim() === '' && { name: t('field.name-needed') }),
  ...(!/^[^\s@]+$/.test(wish.local) && { local: t('field.address-needed') }),
  ...(readGigabytes(wish.quota) === undefined && { quota: words('quota.limit-wrong') }),
  ...(wish.password !== null && wish.password.length < SHORTEST && { password: t('refused.password') }),
})

/** The person first, then the password: a password is no property of anybody. Refused, the person goes again. */
async function make(client: Client, wish: Wish): Promise<MadePerson> {
  const { local, domain, quota } = wish
  const address = `${local}@${domain}`
  const record = {
    type: 'individual',
    name: wish.name.trim(),
    email: address,
    title: wish.title.trim() || null,
    service: wish.service.trim() || null,
    language: wish.language,
    quota: readGigabytes(quota) ?? null,
  }
  const { made: id } = await change(client, 'Principal', { create: { made: record } })
  if (id === undefined) throw new Refused('notPossible', 'nobody was made')
  const { password, temporary } = wish
  try {
    const answer = await run(client, 'Principal/setPassword', {
      id,
      temporary,
      ...(password !== null && { password }),
    })
    const made = password === null ? String(answer['password']) : null
    return { id, name: record.name, address, temporary, password: made }
  } catch (error) {
    await change(client, 'Principal', { destroy: [id] })
    throw error
  }
}
