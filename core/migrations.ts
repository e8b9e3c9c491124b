import { join } from 'node:path'
import type { Migrations } from '../store/migrate.ts'

export const CORE_MIGRATIONS: Migrations = { area: 'core', folder: join(import.meta.dirname, 'sql') }
