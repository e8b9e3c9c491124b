export const DOMAIN = 'montauzan.fr'
export const SECOND_DOMAIN = 'mairie-montauzan.example'

export type Organisation = { name: string; domains: string[] }

export const organisation: Organisation = { name: 'Ville de Montauzan', domains: [DOMAIN, SECOND_DOMAIN] }
