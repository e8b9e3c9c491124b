import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { Refused } from '../../lib/errors.ts'
import type { Digest } from '../../lib/id.ts'
import type { Place } from './place.ts'

export interface S3Options {
  readonly endpoint: string | null
  readonly region: string
  readonly bucket: string | null
  readonly accessKey: string | null
  readonly secretKey: string | null
}

/** A whole content may take this long to move; it is bounded by the limit on uploads. */
const TIMEOUT_MS = 120_000

/**
 * Contents as objects `ab/abcd….zst` of one bucket, by path-style addresses, which every S3-compatible store knows.
 * The address is the administrator's own, so that it may be a private one.
 */
export function s3Place({ endpoint, region, bucket, accessKey, secretKey }: S3Options): Place {
  const client = new AwsClient({
    accessKeyId: accessKey ?? '',
    secretAccessKey: secretKey ?? '',
    region,
    service: 's3',
    retries: 3,
  })
  const urlOf = (digest: Digest) =>
    `${endpoint?.replace(/\/$/, '')}/${bucket}/${digest.slice(0, 2)}/${digest}.zst`
  const send = async (method: string, digest: Digest, body?: Blob): Promise<Response> => {
    try {
      return await client.fetch(urlOf(digest), {
        method,
        ...(body && { body }),
        // The body is not hashed twice: it is named by its digest, and checked by it when it is read.
        headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch (error) {
      throw new Refused('unavailable', `the object store does not answer: ${(error as Error).message}`)
    }
  }
  return {
    name: 's3',
    async write(digest, file) {
      expect(await send('PUT', digest, await openAsBlob(file)), [200, 201, 204])
      await rm(file, { force: true })
    },
    async open(digest) {
      const response = expect(await send('GET', digest), [200])
      return Readable.fromWeb(response.body as ReadableStream)
    },
    async has(digest) {
      return expect(await send('HEAD', digest), [200, 404]).status === 200
    },
    async remove(digest) {
      expect(await send('DELETE', digest), [200, 204, 404])
    },
  }
}

function expect(response: Response, statuses: readonly number[]): Response {
  if (!statuses.includes(response.status))
    throw new Refused('unavailable', `the object store answered ${response.status}`)
  return response
}
