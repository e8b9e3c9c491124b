import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from '../../core/login/password.ts'
import { createPrincipal } from '../../core/principal.ts'
import { writeAccountId } from '../../lib/id.ts'
import { DOMAIN, PASSWORD, type TestHouse, testHouse } from '../house.ts'

// The two public suites of JMAP against a house of their own:
//
//   node test/conformance/jmap.ts node JMAP-TEST-SUITE/dist/cli.js --fail-only    (jmapio)
//   node test/conformance/jmap.ts prove -r -Ilib t                                (fastmail, in its own folder)
//
// The first is handed `-c CONFIG`: two people, of whom one is a member of a group with a mailbox, her second account.
// The second finds its adapter by JMAP_SERVER_ADAPTER_FILE (jmap/Bastide.pm: put its folder into PERL5LIB) and takes a
// fresh account for each test.

const ACCOUNTS = 150

async function main([program, ...options]: string[]): Promise<number> {
  if (!program) throw new Error('say what to run')
  const house = await testHouse()
  const folder = await mkdtemp(join(tmpdir(), 'bastide-jmap-'))
  try {
    const perl = program === 'prove' || program === 'perl'
    const file = join(folder, 'config.json')
    await writeFile(file, JSON.stringify(perl ? await adapter(house, folder) : await config(house)))
    const child = spawn(program, perl ? options : [...options, '-c', file], {
      stdio: 'inherit',
      env: { ...process.env, JMAP_SERVER_ADAPTER_FILE: file },
    })
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 1
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function config({ house, url, organisationId, claire, paul }: TestHouse) {
  await house.db.write(tx =>
    createPrincipal(tx, house.registry, null, organisationId, {
      type: 'group',
      name: 'Contact',
      email: `contact@${DOMAIN}`,
      members: [claire.principalId],
      account: true,
    }),
  )
  const login = (address: string | null) => ({ username: address, password: PASSWORD })
  return {
    sessionUrl: `${url}/.well-known/jmap`,
    serverInfo: 'Bastide',
    users: { primary: login(claire.address), secondary: login(paul.address) },
    authMethod: 'basic',
    timeout: 30_000,
    verbose: false,
  }
}

async function adapter({ house, url, organisationId }: TestHouse, folder: string) {
  const password = await hashPassword(PASSWORD, { name: '', address: null })
  const accounts: string[] = []
  for (let i = 0; i < ACCOUNTS; i++) {
    const made = { type: 'individual', name: `Essai ${i}`, email: `essai${i}@${DOMAIN}`, password } as const
    const { accountId } = await house.db.write(tx =>
      createPrincipal(tx, house.registry, null, organisationId, made),
    )
    accounts.push(writeAccountId(accountId!))
  }
  await writeFile(join(folder, 'next'), '0')
  return { adapter: '=Bastide', base_uri: url, domain: DOMAIN, password: PASSWORD, accounts, folder }
}

process.exitCode = await main(process.argv.slice(2))
