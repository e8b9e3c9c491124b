import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../../../core/module.ts'
import { archive } from './archive.ts'
import { disposition } from './disposition.ts'
import { type Opened, openBlob } from './open.ts'
import { noteReading } from './reading.ts'

/** RFC 8620 §6.2, with ranges (RFC 9110 §14). What is downloaded is never run as a page of ours. */
export async function download(call: Call, request: FastifyRequest, reply: FastifyReply) {
  if ('attachments' in (request.query as object)) return archive(call, request, reply)
  const { accountId, blobId, name } = request.params as Record<'accountId' | 'blobId' | 'name', string>
  const access = await call.access(accountId)
  const opened = await openBlob(call.house, access.accountId, blobId)
  await noteReading(call, access)
  const { type, inline } = request.query as { type?: string; inline?: string }
  const isShown = inline === '1' && mayShow(type)
  reply.headers({
    etag: opened.etag,
    'accept-ranges': 'bytes',
    // RFC 8620 §6.2: the data never changes under its id.
    'cache-control': 'private, immutable, max-age=31536000',
    'content-security-policy': isShown && type === 'application/pdf' ? PDF_POLICY : POLICY,
    'content-disposition': disposition(isShown ? 'inline' : 'attachment', name),
  })
  reply.type(type && /^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(type) ? type : 'application/octet-stream')
  if (request.headers['if-none-match'] === opened.etag) return reply.code(304).send()
  return sendRange(request, reply, opened)
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
/** Viewers of PDF do not open in a sandbox; what they are given is never read as anything else (nosniff). */
const PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

async function sendRange(request: FastifyRequest, reply: FastifyReply, opened: Opened) {
  const range = readRange(request.headers.range, opened.size)
  if (range === 'unsatisfiable')
    return reply.code(416).header('content-range', `bytes */${opened.size}`).send()
  const { start, end } = range ?? { start: 0, end: opened.size }
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${opened.size}`)
  reply.header('content-length', end - start)
  return reply.send(await opened.read(start, end))
}

/** One range; several at once are answered with the whole, as RFC 9110 §14.2 allows. */
function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const read = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!read || (read[1] === '' && read[2] === '')) return null
  const [from, to] = [read[1]!, read[2]!]
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1)
  return start >= end ? 'unsatisfiable' : { start, end }
}

/** Types that a browser shows without running anything. */
const mayShow = (type: string | undefined): boolean =>
  /^(image\/(png|jpeg|gif|webp|avif|bmp)|application\/pdf|text\/plain|audio\/|video\/)/.test(type ?? '')
