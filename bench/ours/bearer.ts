import type { Login } from '../login.ts'

export async function bearer(url: string, login: Login): Promise<string> {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  return `Bearer ${((await answer.json()) as { token: string }).token}`
}
