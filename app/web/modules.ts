import type { WebModule } from '../../web/face.ts'

/** What every module of the product shows on the web, as in the rail. */
export const webModules: readonly WebModule[] = []
