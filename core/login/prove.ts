import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { Door } from '../actor.ts'
import type { Found } from '../resolve.ts'
import type { Vault } from '../vault.ts'
import type { Key } from './key.ts'
import { answerProof, SCRAM_ITERATIONS, type ScramKeys } from './scram.ts'

/** What a client derives its proof with. */
export interface Prover {
  readonly salt: Buffer
  readonly iterations: number
}

/** What both sides said, and what the client made of it. */
export interface Proof {
  readonly said: string
  readonly proof: Buffer
}

interface Row {
  readonly keys: ScramKeys
  readonly id: number | null
  readonly label: string | null
  readonly scopes: Door[] | null
}

/** Proofs by the password of a person, or by one of the application passwords that share its salt. */
export class ScramProvers {
  readonly #db: Database
  readonly #vault: Vault

  constructor(db: Database, vault: Vault) {
    this.#db = db
    this.#vault = vault
  }

  async find(address: string, known: Found | null): Promise<Prover> {
    const [own] = known ? await this.#list(known) : []
    if (own) return { salt: Buffer.from(own.keys.salt, 'base64'), iterations: own.keys.iterations }
    // Who is not there is given the same salt each time and by each process, as somebody who is.
    const salt = this.#vault.digest(JSON.stringify(['salt', address])).subarray(0, 16)
    return { salt, iterations: SCRAM_ITERATIONS }
  }

  async match(
    known: Found | null,
    { said, proof }: Proof,
  ): Promise<(Key & { readonly signature: Buffer }) | null> {
    for (const { keys, id, label, scopes } of known ? await this.#list(known) : []) {
      const signature = answerProof(keys, said, proof)
      if (!signature) continue
      if (id !== null) await this.#used(known!, id)
      return { scope: scopes ?? 'all', label, signature }
    }
    return null
  }

  /** The person's own first. */
  #list({ organisationId, principalId }: Found): Promise<Row[]> {
    return this.#db.rows<Row>(sql`
      with own as (select scram from credential
        where account_id = ${organisationId} and principal_id = ${principalId} and scram is not null)
      select scram as keys, null::bigint as id, null as label, null::text[] as scopes, 0 as place from own
      union all
      select p.scram, p.id, p.label, p.scopes, 1 from own, account a join app_password p on p.account_id = a.account_id
      where a.organisation_id = ${organisationId} and a.principal_id = ${principalId} and a.deleted_at is null
        and p.scram->>'salt' = own.scram->>'salt'
      order by place, id`)
  }

  async #used({ organisationId, principalId }: Found, id: number): Promise<void> {
    await this.#db.run(sql`
      update app_password p set last_used_at = date_trunc('second', now()) from account a
      where a.organisation_id = ${organisationId} and a.principal_id = ${principalId}
        and p.account_id = a.account_id and p.id = ${id}`)
  }
}
