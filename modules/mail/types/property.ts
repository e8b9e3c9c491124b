import type { Descriptor, Properties } from '../../../lib/descriptor.ts'

/** The same descriptor; these of its properties stand in other tables than the type's own. */
export function beside<P extends Properties>(
  whole: Descriptor<P>,
  names: readonly (keyof P & string)[],
): Descriptor<P> {
  const moved = names.map(name => [name, { ...whole.properties[name], column: null }])
  return { ...whole, properties: { ...whole.properties, ...Object.fromEntries(moved) } }
}

/** A property that a client gives when it makes the record, and never changes. */
export const given = { setter: 'create' } as const
