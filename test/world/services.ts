export type ServiceKey =
  | 'direction'
  | 'urbanisme'
  | 'voirie'
  | 'patrimoine'
  | 'rh'
  | 'si'
  | 'police'
  | 'mediatheque'
  | 'ecoles'
  | 'etatcivil'
  | 'finances'
  | 'communication'
  | 'elus'
  | 'accueil'

/** The name under which each service writes from its own address. */
export const SERVICES: Readonly<Record<ServiceKey, string>> = {
  direction: 'Direction générale',
  urbanisme: 'Urbanisme',
  voirie: 'Voirie',
  patrimoine: 'Service Patrimoine',
  rh: 'Ressources humaines',
  si: 'Systèmes d’information',
  police: 'Police municipale',
  mediatheque: 'Médiathèque municipale',
  ecoles: 'Affaires scolaires',
  etatcivil: 'État civil',
  finances: 'Finances',
  communication: 'Communication',
  elus: 'Élus',
  accueil: 'Accueil',
}
