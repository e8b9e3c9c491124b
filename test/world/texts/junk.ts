export const junk: readonly (readonly [string, string])[] = [
  [
    'Votre colis est en attente',
    'Votre colis n’a pu être livré. Réglez {petite} de frais pour une nouvelle présentation : http://suivi.colis-en-attente.example/{numero}',
  ],
  [
    'Cartouches à prix cassé : -80 %',
    'Encres compatibles toutes marques, livrées en 24 heures. Offre valable jusqu’au {date} seulement.',
  ],
  [
    'Succession en attente',
    'Je suis notaire et vous informe d’une succession de {grosse} sans héritier connu. Répondez en toute confidentialité.',
  ],
  [
    'Your mailbox is almost full',
    'Your storage has reached 98 %. Verify your password within 24 hours to avoid suspension: http://mailbox-verify.example/{numero}',
  ],
  [
    'Prime solaire : derniers jours',
    'La prime de {somme} pour vos panneaux se termine le {date}. Un conseiller vous rappelle gratuitement.',
  ],
  [
    'Facture impayée n° {numero}',
    'Veuillez trouver la facture en souffrance. Sans règlement avant {heure}, votre dossier passe au contentieux.',
  ],
]
