import type { Topic } from './topic.ts'

export const voirie: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Nid-de-poule {rue}',
    turns: [
      'Je vous signale un nid-de-poule profond devant le {adresse}. [Un cycliste est tombé hier.|L’eau y stagne dès qu’il pleut.]',
      'Merci du signalement. L’équipe passe {jour} avec de l’enrobé à froid.',
      'C’est réparé, merci à l’équipe.',
    ],
    attach: ['jpg', 'photo'],
    label: 'voirie',
  },
  {
    from: 'citoyen',
    subject: 'Lampadaire éteint {rue}',
    turns: [
      'Le lampadaire n° {nombre}, {rue}, ne s’allume plus depuis une semaine. Le carrefour est très sombre à la sortie de l’école.',
      'La panne est relevée, ticket {numero}. Intervention prévue avant {jour}.',
    ],
    label: 'voirie',
  },
  {
    from: 'entreprise',
    subject: 'Demande d’arrêté de circulation, {rue}',
    turns: [
      'Nous devons ouvrir une tranchée {rue}, du {jour} pour trois jours. Circulation alternée par feux. ¶ Merci de préparer l’arrêté ; le plan de signalisation est joint.',
      'Arrêté en cours de signature. Attention au marché : rien sur la chaussée le samedi.',
      'Bien noté, nous replions le vendredi soir.',
    ],
    attach: ['pdf', 'plan-de-signalisation'],
    label: 'voirie',
  },
  {
    from: 'entreprise',
    subject: 'Devis {numero} – enrobés {rue}',
    turns: [
      'Suite à votre consultation, notre offre pour la reprise des enrobés {rue} ({surface}) s’élève à {grosse} hors taxes. Délai : {nombre} jours.',
      'Offre reçue. Pouvez-vous détailler le poste « rabotage » ?',
      'Le détail est joint : rabotage {somme}, évacuation comprise.',
    ],
    attach: ['pdf', 'devis-enrobes'],
  },
  {
    from: 'inside',
    subject: 'Rue barrée : {rue}',
    turns: [
      'La {rue} sera barrée {jour} de 8 h à 17 h pour une fuite. [Déviation par la {rue2}.|Le bus scolaire passera par la {rue2}.]',
      'Vu. La police municipale sera au carrefour le matin.',
      'Le transport scolaire est prévenu.',
      'Panneaux posés ce matin.',
      'Fuite réparée, réouverture à {heure}.',
      'Merci à tous, réouverture annoncée sur le site.',
    ],
    label: 'voirie',
    chorus: 8,
  },
  {
    from: 'inside',
    subject: 'Réservation nacelle semaine {semaine}',
    turns: [
      'Le patrimoine a besoin de la nacelle {jour} pour {lieu}. Est-elle libre ?',
      'Libre le matin seulement, l’après-midi elle est à l’élagage.',
      'Le matin nous va.',
    ],
  },
  {
    from: 'inside',
    subject: 'Planning d’astreinte de {mois}',
    turns: [
      'Voici le planning d’astreinte de {mois}. [Merci de signaler vos échanges.|Les échanges sont possibles jusqu’au {date}.]',
      'Je prends la deuxième semaine à la place de Didier.',
      'Corrigé dans le tableau partagé.',
    ],
    attach: ['csv', 'astreinte'],
  },
  {
    from: 'interco',
    subject: 'Coupure d’eau {rue}',
    turns: [
      'Une coupure d’eau est programmée {rue} {jour} de {heure} à midi, pour le remplacement d’une vanne. Merci d’informer les riverains.',
      'Les riverains seront prévenus par affichage.',
    ],
    label: 'voirie',
  },
]

export const patrimoine: readonly Topic[] = [
  {
    from: 'entreprise',
    subject: 'Rapport de visite : {lieu}',
    turns: [
      'Vous trouverez ci-joint le rapport de notre visite à {lieu}. Trois points demandent une intervention avant l’hiver ; l’ensemble est estimé à {somme}.',
      'Merci. Le premier point relève de la garantie, il me semble.',
      'Vous avez raison, il est retiré. Le total passe à {petite}.',
    ],
    attach: ['pdf', 'rapport-de-visite'],
  },
  {
    from: 'inside',
    subject: 'Fuite à {lieu}',
    turns: [
      'Une fuite a été signalée à {lieu} ce matin, au droit de la noue. [Un seau est en place.|L’électricité a été coupée par prudence.]',
      'J’y passe en fin de matinée.',
      'Deux tuiles déplacées, remises en place. À surveiller à la prochaine pluie.',
      'Rien vu ce week-end, je clos.',
    ],
    attach: ['jpg', 'fuite'],
  },
  {
    from: 'inside',
    subject: 'Chauffage : {lieu}',
    turns: [
      'Il fait quatorze degrés à {lieu}. Peut-on avancer la mise en route ?',
      'Mise en route faite, comptez une demi-journée d’inertie.',
      'Merci, les usagers apprécient.',
    ],
  },
  {
    from: 'inside',
    subject: 'Halle : point de chantier n° {nombre}',
    turns: [
      'Compte rendu du point de chantier : reprise des sablières terminée côté sud, deux poinçons à remplacer, livraison des tuiles le {date}. ¶ Prochain point {jour} à {heure}, sur place.',
      'L’architecte demande un essai de badigeon avant {jour}.',
      'Prévu. La carrière livre les échantillons.',
      'Pour le marché public, l’avenant de {somme} passe en commission.',
      'L’avenant est prêt, il manque le visa des finances.',
      'Visa donné.',
    ],
    attach: ['odt', 'compte-rendu-de-chantier'],
    folder: 'Projets/Halle',
    chorus: 10,
  },
  {
    from: 'inside',
    subject: 'Clés de {lieu}',
    turns: [
      'Qui a les clés de {lieu} ? [L’entreprise attend devant.|Le jeu de l’accueil n’est pas au tableau.]',
      'Elles sont à l’atelier, je les descends.',
    ],
  },
  {
    from: 'entreprise',
    subject: 'Contrat d’entretien {numero}',
    turns: [
      'Votre contrat d’entretien {numero} arrive à échéance le {date}. Nous vous proposons une reconduction à {somme} par an, visite trimestrielle comprise.',
      'Merci de nous adresser aussi le prix sans la visite d’été.',
    ],
    attach: ['pdf', 'contrat'],
  },
]

export const si: readonly Topic[] = [
  {
    from: 'inside',
    subject: 'Accès au dossier partagé « {lieu} »',
    turns: [
      'Pourrais-tu m’ouvrir le dossier partagé du projet « {lieu} » ? J’en ai besoin avant {jour}.',
      'C’est fait, en lecture et écriture.',
      'Parfait, merci.',
    ],
  },
  {
    from: 'inside',
    subject: 'Imprimante du bureau {nombre}',
    turns: [
      'L’imprimante du bureau {nombre} affiche « bac 2 vide » alors qu’il est plein.',
      'As-tu essayé d’éteindre et de rallumer ? Sinon je passe après {heure}.',
      'Rallumée, c’est reparti. Désolée du dérangement.',
    ],
  },
  {
    from: 'inside',
    subject: 'Migration de la messagerie : lot {nombre}',
    turns: [
      'Le lot {nombre} passe {jour}. [Vos téléphones se reconnecteront seuls.|Rien à faire de votre côté.] Les anciens courriers arrivent pendant la nuit.',
      'Nos boîtes de service suivent-elles ?',
      'Oui, avec leurs délégations.',
      'Tout est arrivé, y compris les dossiers de l’année passée.',
    ],
    chorus: 6,
  },
  {
    from: 'editeur',
    subject: 'Ticket {numero} : correctif disponible',
    turns: [
      'Le correctif du ticket {numero} (édition des arrêtés) est disponible. Nous proposons de l’installer {jour} à {heure}. ¶ Une coupure de dix minutes est à prévoir.',
      'D’accord pour {jour}. Merci de confirmer la sauvegarde préalable.',
      'Confirmé : sauvegarde puis mise à jour.',
    ],
  },
  {
    from: 'english',
    by: 'cadastris',
    subject: 'Maintenance window on {endate}',
    turns: [
      'We plan to move your instance to new hardware on {endate}, starting at 21:00 Paris time. Expect up to {nombre} minutes of downtime. [No action is needed.|Please tell your users.]',
      'Thank you. Could it start after 22:00? The council sits that evening.',
      'Sure, we have moved it to 22:30.',
    ],
  },
  {
    from: 'english',
    by: 'cadastris',
    subject: 'Ticket {numero}: parcel layer missing',
    turns: [
      'We could reproduce the missing parcel layer. It comes from a projection code that was changed in the last import. A fix will ship on {endate}.',
      'Thank you for the quick answer. Is there a workaround until then?',
      'Yes: reimport sheet {parcelle} with the previous code.',
      'It works, many thanks.',
    ],
  },
]

export const police: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Véhicule en stationnement gênant, {rue}',
    turns: [
      'Un véhicule stationne depuis huit jours devant le {adresse} et gêne la sortie des garages.',
      'Une patrouille est passée. Le propriétaire a été joint ; à défaut, l’enlèvement aura lieu {jour}.',
    ],
  },
  {
    from: 'inside',
    subject: 'Dispositif pour la fête {rue}',
    turns: [
      'Pour la fête du {jour}, je prévois {nombre} barrières et une déviation par la {rue2}. [Besoin de renfort de {heure} à minuit.|Deux agents suffiront.]',
      'Barrières livrées la veille par l’atelier.',
      'L’arrêté est signé, je l’affiche.',
      'Merci. Débriefing lundi.',
    ],
    chorus: 4,
  },
  {
    from: 'citoyen',
    subject: 'Objet trouvé près de {lieu}',
    turns: [
      'J’ai trouvé un trousseau de clés près de {lieu}. Où puis-je le déposer ?',
      'Au poste, 3 rue du Foirail, de 9 h à 17 h. Merci pour votre geste.',
    ],
  },
]
