import type { Outgoing } from '../../model/outgoing.ts'

/** Recipients of one message at one destination: they go together. */
export type Parcel = readonly [Outgoing, ...Outgoing[]]

/** RFC 5321 §4.5.3.1.8: what every server must take. */
const MAX_RECIPIENTS = 100

/** What was claimed, by where it goes. */
export function parcelsBy(
  claimed: readonly Outgoing[],
  destinationOf: (one: Outgoing) => string,
): Map<string, Parcel[]> {
  const destinations = Map.groupBy(claimed, destinationOf)
  return new Map(Array.from(destinations, ([destination, rows]) => [destination, parcels(rows)]))
}

function parcels(rows: readonly Outgoing[]): Parcel[] {
  const messages = Map.groupBy(rows, ({ accountId, digest, mailFrom, submissionId, isOurs, parameters }) =>
    JSON.stringify([accountId, digest, mailFrom, submissionId, isOurs, parameters]),
  )
  return [...messages.values()].flatMap(slices)
}

function slices(rows: readonly Outgoing[]): Parcel[] {
  const [first, ...others] = rows.slice(0, MAX_RECIPIENTS)
  return first ? [[first, ...others], ...slices(rows.slice(MAX_RECIPIENTS))] : []
}
