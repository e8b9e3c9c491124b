import type { House } from '../../../core/house.ts'
import type { MethodOf } from '../../../core/module.ts'
import { BLOB } from '../../../wire/jmap/capability.ts'
import { MAX_CONSTRUCTED, MAX_SOURCES, uploadBlobs } from './construct.ts'
import { DIGESTS } from './digest.ts'
import { getBlobs } from './get.ts'
import { lookUpBlobs } from './lookup.ts'

// RFC 9404 §3.1
export const blobCapability = (house: House) => ({
  maxSizeBlobSet: MAX_CONSTRUCTED,
  maxDataSources: MAX_SOURCES,
  supportedTypeNames: [...house.registry.types.values()]
    .filter(type => Object.values(type.descriptor.properties).some(p => p.kind === 'blob'))
    .map(type => type.descriptor.name),
  supportedDigestAlgorithms: Object.keys(DIGESTS),
})

export const blobMethods: Readonly<Record<string, MethodOf>> = {
  'Blob/upload': { capability: BLOB, run: uploadBlobs },
  'Blob/get': { capability: BLOB, run: getBlobs },
  'Blob/lookup': { capability: BLOB, run: lookUpBlobs },
}
