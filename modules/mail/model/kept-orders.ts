import type { Access } from '../../../store/access.ts'
import type { Database } from '../../../store/database.ts'
import type { EmailQuery } from './email-query.ts'
import { seesAll } from './shared-changes.ts'

/** Ids of a list, from its first row to its last. */
export type Order = Float64Array

/** Of all lists together, eight bytes each. */
const MOST_IDS = 2_000_000

const ofHouse = new WeakMap<Database, KeptOrders>()

/**
 * The whole order of a list that no index has, kept for whoever scrolls through it: to sort 100,000 rows costs the same
 * for each page of them. It follows from the emails alone, and holds while their state stands. Null for a list that looks
 * beyond the emails, or beyond what the reader may see of them.
 */
export function orderKept(
  db: Database,
  access: Access,
  state: string,
  { filter, sort, collapse }: EmailQuery,
): OrderKept | null {
  if (!seesAll(access)) return null
  const orders = ofHouse.get(db) ?? new KeptOrders()
  ofHouse.set(db, orders)
  return new OrderKept(orders, JSON.stringify([access.accountId, state, filter, sort, collapse]))
}

export class OrderKept {
  readonly #orders: KeptOrders
  readonly #key: string

  constructor(orders: KeptOrders, key: string) {
    this.#orders = orders
    this.#key = key
  }

  get found(): Order | null {
    return this.#orders.find(this.#key)
  }

  keep(order: Order): void {
    this.#orders.keep(this.#key, order)
  }
}

/** Those longest not looked at give way. */
class KeptOrders {
  readonly #orders = new Map<string, Order>()
  #size = 0

  find(key: string): Order | null {
    const order = this.#orders.get(key)
    if (!order) return null
    this.#orders.delete(key)
    this.#orders.set(key, order)
    return order
  }

  keep(key: string, order: Order): void {
    this.#drop(key)
    this.#orders.set(key, order)
    this.#size += order.length
    for (const oldest of this.#orders.keys()) {
      if (this.#size <= MOST_IDS) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#size -= this.#orders.get(key)?.length ?? 0
    this.#orders.delete(key)
  }
}
