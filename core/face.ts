import { CORE_MIGRATIONS } from './migrations.ts'
import type { Module } from './module.ts'

export const core: Module = { name: 'core', capabilities: {}, types: [], migrations: CORE_MIGRATIONS }
