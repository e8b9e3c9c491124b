import { invalid } from '../../../../doors/jmap/problem.ts'
import { Malformed } from '../../../../lib/errors.ts'
import { isObject } from '../../../../wire/jmap/json.ts'
import { isDate } from '../../../../wire/jmap/scalar.ts'
import { type HeaderForm, mayReadAs } from '../../../../wire/mime/headers.ts'
import { readProperty } from '../../../../wire/mime/write-header.ts'

/** The value of a header property, checked; `part` says where the part stands, when it is one's. */
export function readHeader(property: string, value: unknown, part: string | null = null): unknown {
  const { name, form, isAll } = propertyOf(property)
  const at = part === null ? property : `${part}/${property}`
  // RFC 8621 §4.6
  if (/^content-/i.test(name) && part === null) throw invalid(at, 'stands on a part of the body')
  if (/^content-transfer-encoding$/i.test(name)) throw invalid(at, 'is chosen by the server')
  if (!mayReadAs(name, form)) throw invalid(at, 'has no such form')
  const values = isAll ? value : [value]
  if (!Array.isArray(values) || !values.every(one => fitsForm(form, one)))
    throw invalid(at, 'its value does not fit')
  return named(value)
}

/** Addresses whose name was left out have none. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named)
  if (!isObject(value)) return value
  const name = value['name'] ?? null
  return 'addresses' in value ? { name, addresses: named(value['addresses']) } : { ...value, name }
}

export function propertyOf(property: string) {
  try {
    return readProperty(property)
  } catch (error) {
    if (error instanceof Malformed) throw invalid(property, error.message)
    throw error
  }
}

/** Whether a client's value has the shape of the form in which it is given. RFC 8621 §4.1.2 */
const fitsForm = (form: HeaderForm, value: unknown): boolean => value === null || FITS[form](value)

const FITS: Readonly<Record<HeaderForm, (value: unknown) => boolean>> = {
  asRaw: isText,
  asText: isText,
  asAddresses: value => isListOf(value, isAddress),
  asGroupedAddresses: value => isListOf(value, isGroup),
  asMessageIds: value => isListOf(value, isText),
  // A leap second is a date that no clock of ours has.
  asDate: value => isDate(value) && !Number.isNaN(Date.parse(value)),
  asURLs: value => isListOf(value, isText),
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0')
}

const isListOf = (value: unknown, is: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(is)

const isNullable = (value: unknown): boolean => value === undefined || value === null || isText(value)

export const isAddress = (value: unknown): boolean =>
  isObject(value) && isText(value['email']) && isNullable(value['name'])

const isGroup = (value: unknown): boolean =>
  isObject(value) && isNullable(value['name']) && isListOf(value['addresses'], isAddress)
