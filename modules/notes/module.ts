import { join } from 'node:path'
import type { Module } from '../../core/module.ts'
import { NOTES, note } from './types.ts'

/** Personal notes: a descriptor, a table and screens. */
export const notes: Module = {
  name: 'notes',
  capabilities: { [NOTES]: { session: () => ({}), account: () => ({}) } },
  types: [{ descriptor: note, home: 'personal' }],
  migrations: { area: 'notes', folder: join(import.meta.dirname, 'sql') },
}
