import type { Call } from '../../../core/module.ts'
import type { Access } from '../../../store/access.ts'

/** Bytes of an account are about to be given out: modules write down who reads what of others. */
export async function noteReading(call: Call, access: Access): Promise<void> {
  for (const { noteReading } of call.house.registry.modules) await noteReading?.(call, access)
}
