/** Digests that Blob/get can compute, under their names of RFC 9530. */
export const DIGESTS: Readonly<Record<string, string>> = {
  sha: 'sha1',
  'sha-256': 'sha256',
  'sha-512': 'sha512',
}
