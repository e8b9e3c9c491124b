import type { Topic } from './topic.ts'

const PERMITS = 'Permis de construire'
const DECLARATIONS = 'Déclarations préalables'
const PLAN = 'PLU'
const HALL = 'Projets/Halle'

export const urbanisme: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Dossier {pc} : où en est l’instruction ?',
    turns: [
      'J’ai déposé le {hier} un dossier {pc} pour {travaux} au {adresse}. [Sauf erreur de ma part, je n’ai rien reçu depuis le récépissé.|Le délai court-il bien depuis cette date ?] ¶ Pourriez-vous me dire si le dossier est complet ?',
      'Votre dossier {pc} est bien enregistré. Il est en cours d’examen ; il nous manque seulement {piece}. Un courrier vous parviendra cette semaine, et le délai reprendra à la réception de la pièce.',
      'Merci pour votre réponse rapide. Je vous dépose {piece} sur le guichet d’ici au {jour}.',
      'Bien reçu, la pièce est versée au dossier. La décision vous sera notifiée avant le {date}.',
    ],
    folder: PERMITS,
  },
  {
    from: 'citoyen',
    subject: 'Demande de rendez-vous pour {travaux}',
    turns: [
      'Nous souhaitons réaliser {travaux} au {adresse}, parcelle {parcelle}. [Avant de déposer, nous aimerions vérifier|Mon épouse et moi aimerions comprendre] ce que permet le règlement de la zone {zone}. ¶ Seriez-vous disponible {jour} vers {heure} ?',
      'Je peux vous recevoir {jour} à {heure}, à l’hôtel de ville, deuxième étage. Apportez si possible un croquis coté et deux photographies depuis la rue.',
      'C’est parfait pour nous. À {jour}, donc.',
    ],
    folder: DECLARATIONS,
  },
  {
    from: 'citoyen',
    subject: 'Déclaration {dp} – {travaux}',
    turns: [
      'Vous trouverez ci-joint le complément demandé pour ma déclaration {dp} ({travaux}, {adresse}). [Le plan est à l’échelle 1/200.|Les photographies datent de cette semaine.] ¶ Je reste à votre disposition.',
      'Complément reçu et joint au dossier {dp}. Il est désormais complet ; la décision interviendra dans le délai d’un mois.',
    ],
    attach: ['pdf', 'complement'],
    folder: DECLARATIONS,
  },
  {
    from: 'citoyen',
    subject: 'Travaux du voisin au {adresse}',
    turns: [
      'Des travaux ont commencé au {adresse} sans panneau d’affichage visible depuis la rue. Il s’agit apparemment de {travaux}. ¶ Une autorisation a-t-elle été délivrée ? Le mur est à moins de trois mètres de notre limite.',
      'Je vous remercie de ce signalement. Une autorisation existe bien ; elle est consultable au service, sur rendez-vous. Je demande au bénéficiaire d’afficher le panneau réglementaire sans tarder.',
      'Le panneau est apparu hier soir. Je passerai consulter le dossier {jour}.',
    ],
    attach: ['jpg', 'vue-depuis-la-rue'],
    folder: 'Contentieux',
  },
  {
    from: 'citoyen',
    subject: 'Certificat d’urbanisme {cu}',
    turns: [
      'Notre notaire nous demande un certificat d’urbanisme opérationnel pour la parcelle {parcelle}, {rue}. La demande porte la référence {cu}. ¶ La vente doit être signée le {date}.',
      'Le certificat {cu} est à la signature de l’adjoint. Vous le recevrez par courriel en fin de semaine, l’original partant par la poste.',
    ],
    folder: 'Certificats',
  },
  {
    from: 'citoyen',
    subject: 'Couleur des volets, {rue}',
    turns: [
      'Nous refaisons les volets de notre maison, {adresse}. Le nuancier de la ville parle de « gris pastel » et de « brun de halle ». ¶ Un vert sombre serait-il accepté dans le périmètre de la halle ?',
      'Le vert sombre figure au nuancier sous le nom « cyprès ». Il convient dans toute la zone {zone}. Une simple déclaration préalable suffit, à déposer sur le guichet.',
    ],
    folder: DECLARATIONS,
  },
  {
    from: 'entreprise',
    subject: 'Permis {pc} : plans modifiés',
    turns: [
      'À la suite de notre échange, nous avons repris l’implantation du projet {adresse}. Le recul passe à quatre mètres et la surface de plancher à {surface}. ¶ Les plans corrigés sont joints ; merci de nous dire s’ils répondent à l’article {article}.',
      'Les plans corrigés répondent à l’article {article}. Il reste à préciser la gestion des eaux pluviales : le règlement demande une rétention sur la parcelle.',
      'Nous ajoutons une noue de {surface} en fond de parcelle. Le bureau d’études vous adresse la note de calcul.',
      'Note reçue. Pour moi le dossier {pc} peut partir à la consultation des services.',
      'Merci. Pouvez-vous nous indiquer la date de fin d’instruction ?',
      'Le délai expire le {date}. Vous serez prévenus par le guichet.',
    ],
    attach: ['pdf', 'plans-modifies'],
    folder: PERMITS,
  },
  {
    from: 'entreprise',
    subject: 'Division de la parcelle {parcelle}',
    turns: [
      'Nous préparons le bornage et la division en deux lots de la parcelle {parcelle}, {rue}. [Le projet de plan est joint.|Vous trouverez le projet de division ci-joint.] ¶ Une servitude de passage est-elle inscrite au plan local ?',
      'Aucune servitude de passage, mais un alignement frappe la {rue} sur deux mètres. Merci de le reporter sur votre plan avant le dépôt.',
    ],
    attach: ['pdf', 'projet-de-division'],
    folder: 'Certificats',
  },
  {
    from: 'entreprise',
    subject: 'Lotissement {rue} : calendrier',
    turns: [
      'Le démarrage des travaux de viabilisation du lotissement {rue} est prévu {jour}. Nous souhaitons une réunion avec la voirie et le syndicat des eaux. ¶ Quelles seraient vos disponibilités ?',
      'Je propose {jour} à {heure}, {salle}. J’invite la voirie.',
      'Noté. Nous viendrons à deux, avec le plan de phasage.',
    ],
    folder: 'Projets/Lotissements',
    label: 'voirie',
  },
  {
    from: 'etat',
    subject: 'Avis sur le dossier {pc}',
    turns: [
      'Le dossier {pc}, situé {adresse}, aux abords d’un monument inscrit, appelle de ma part un avis favorable assorti de prescriptions. ¶ Les menuiseries seront en bois peint et la couverture en tuile canal de récupération en chapeau. [L’avis signé est joint.|Vous trouverez l’avis en pièce jointe.]',
      'Avis bien reçu. Les prescriptions sont reprises dans le projet d’arrêté.',
    ],
    attach: ['pdf', 'avis-abords'],
    folder: PERMITS,
  },
  {
    from: 'etat',
    subject: 'Contrôle de légalité – pièces du {pc}',
    turns: [
      'Dans le cadre du contrôle de légalité, je vous prie de bien vouloir me transmettre, sous quinze jours, l’arrêté accordant le {pc} et l’avis du gestionnaire de réseau. ¶ Le délai de recours est interrompu dans l’attente.',
      'Vous trouverez ci-joint les pièces demandées pour le {pc}.',
    ],
    folder: PERMITS,
  },
  {
    from: 'interco',
    subject: 'PLU intercommunal : secteur {rue}',
    turns: [
      'Le comité technique propose de classer le secteur « {rue} » en zone {zone}, avec une densité de {nombre} logements à l’hectare. ¶ Nous attendons l’avis de la commune avant le {date}.',
      'La commission se réunit {jour}. À ce stade, nous demandons que le fossé soit classé en élément de paysage à protéger.',
      'C’est noté, la remarque sera portée au tableau de suivi. Avez-vous un relevé récent du fossé ?',
      'Oui, celui du bureau d’études, joint à ce message.',
      'Parfait. Nous présenterons la version corrigée au bureau.',
      'Merci. Pensez à convier l’adjoint : il suit le secteur de près.',
    ],
    folder: PLAN,
    label: 'conseil-municipal',
  },
  {
    from: 'interco',
    subject: 'Taxe d’aménagement : {nombre} lignes à vérifier',
    turns: [
      'Merci de vérifier le fichier des autorisations délivrées au trimestre ({nombre} lignes) avant transmission. [Le total provisoire est de {grosse}.|Les lignes en double sont surlignées.]',
      'Vérifié : deux lignes en double, {pc} et {dp}. Le reste est juste.',
    ],
    attach: ['csv', 'autorisations-trimestre'],
    folder: 'Tableaux de bord',
  },
  {
    from: 'interco',
    subject: 'Réseaux pour {adresse}',
    turns: [
      'Votre consultation pour le projet {pc} au {adresse} : le réseau d’eau potable est suffisant, l’assainissement collectif passe à {nombre} mètres. ¶ Participation à prévoir : {somme}.',
      'Avis joint au dossier, merci.',
    ],
    folder: PERMITS,
  },
  {
    from: 'inside',
    subject: 'Commission d’urbanisme du {date} : dossiers',
    turns: [
      'Voici la liste des dossiers que je propose à la commission : {pc} ({adresse}), {dp} ({travaux}) et le certificat {cu}. ¶ Voyez-vous autre chose ?',
      'Il faudrait ajouter la demande de {citoyen}, le délai tombe juste après.',
      'D’accord, ajoutée. J’envoie la convocation ce soir.',
      'Pour ma part, je serai en retard d’un quart d’heure.',
      'On commencera par les certificats, alors.',
      'La {salle} est réservée à partir de {heure}.',
    ],
    folder: 'Commissions',
    label: 'conseil-municipal',
    chorus: 5,
  },
  {
    from: 'inside',
    subject: 'Visite de conformité {adresse}',
    turns: [
      'Je passe au {adresse} {jour} pour la conformité du {pc}. [Quelqu’un peut m’accompagner ?|Qui peut venir avec moi ?]',
      'Je viens, j’ai un dossier dans la même rue.',
      'Merci. Départ {heure} avec l’utilitaire 1.',
    ],
    folder: PERMITS,
  },
  {
    from: 'inside',
    subject: 'Alignement {rue}',
    turns: [
      'Peux-tu me confirmer l’alignement devant la parcelle {parcelle}, {rue} ? [Le géomètre attend ma réponse.|Le notaire signe la semaine prochaine.]',
      'L’alignement est au droit du mur existant. L’arrêté individuel part aujourd’hui.',
      'Merci, je transmets.',
    ],
    folder: 'Certificats',
    label: 'voirie',
  },
  {
    from: 'inside',
    subject:
      '[Halle : échafaudage et étals, {rue}|Marché du {date} : déplacer les étals|Échafaudage de {lieu} et marché du samedi]',
    turns: [
      'L’échafaudage occupera le côté nord de la halle à partir du {jour}. Il faut déplacer {nombre} étals. ¶ Où les installe-t-on ?',
      'Le long de la {rue}, c’est ce que demandent les commerçants.',
      'Attention au passage des pompiers : il faut garder quatre mètres.',
      'Je refais le plan avec quatre mètres et je le dépose dans le dossier partagé.',
      'Bien. Je préviens les commerçants dès que le plan est validé.',
      'Plan validé pour ma part.',
      'Validé aussi, avec la signalisation prévue à l’angle.',
      'Communication : je prépare l’affiche et un message pour le site.',
    ],
    attach: ['png', 'plan-des-etals'],
    folder: HALL,
    chorus: 12,
  },
  {
    from: 'inside',
    subject: 'Arrêté {dp} à signer',
    turns: [
      'L’arrêté {dp} ({travaux}, {adresse}) est dans le parapheur. Le délai expire {jour}.',
      'Signé ce matin.',
    ],
    folder: DECLARATIONS,
  },
  {
    from: 'inside',
    subject: 'Question d’un élu sur la {rue}',
    turns: [
      'On m’a interpellé au marché au sujet de {travaux}, {adresse}. Le projet est-il autorisé ? ¶ Je voudrais répondre avant le conseil.',
      'Autorisé le {hier}, sous la référence {pc}. Aucun recours à ce jour.',
      'Merci, c’est clair.',
    ],
    label: 'conseil-municipal',
  },
  {
    from: 'inside',
    to: 'entreprise',
    subject: 'Consultation : relevé de façade, {rue}',
    turns: [
      'La ville souhaite faire relever la façade du {adresse} (environ {surface}). Pourriez-vous nous adresser un devis avant le {date} ? ¶ Une visite est possible {jour} à {heure}.',
      'Nous vous remercions de votre demande. Notre devis s’élève à {somme} hors taxes ; il est joint à ce message.',
      'Devis reçu. La décision sera prise en commission.',
    ],
    attach: ['pdf', 'cahier-des-charges'],
    folder: 'Projets/Halle',
  },
  {
    from: 'inside',
    to: 'citoyen',
    subject: 'Votre dossier {pc} : pièce manquante',
    turns: [
      'Après examen, votre dossier {pc} ({travaux}, {adresse}) est incomplet. Il manque {piece}. ¶ Vous disposez de trois mois pour le compléter sur le guichet ; le délai d’instruction partira de cette date.',
      'Je n’avais pas compris que cette pièce était obligatoire. Je vous l’envoie avant le {date}.',
      'Je vous en remercie. Si vous avez un doute, un croquis à la main coté suffit.',
    ],
    folder: PERMITS,
  },
  {
    from: 'association',
    subject: 'Exposition sur les palissades, {rue}',
    turns: [
      'Nos adhérents ont retrouvé des cartes postales de la halle vers 1910. Nous proposons une exposition sur les palissades pendant les travaux. ¶ Seriez-vous intéressée ?',
      'Très volontiers. Il faudrait des numérisations en bonne définition et l’accord des propriétaires.',
      'Nous avons {nombre} vues, et l’accord écrit de la famille de {citoyen}.',
    ],
    attach: ['jpg', 'carte-postale-halle'],
    folder: HALL,
  },
  {
    from: 'english',
    by: 'historic-towns',
    subject: 'Market halls catalogue, sheet {numero}: your survey',
    turns: [
      'We are gathering drawings of medieval market halls for a shared catalogue. Could you let us have the section of the Montauzan hall before {endate}? [A scan would be fine.|Any format will do.]',
      'Thank you for writing. The survey dates from last spring; I will send the section and the plan of the carpentry next week.',
      'That is very kind. We will credit the town, of course.',
    ],
    folder: HALL,
  },
  {
    from: 'english',
    by: 'northbank',
    subject: 'Map licence renewal, order {numero}',
    turns: [
      'Your licence for the base map expires on {endate}. The renewal for twelve months comes to {somme}. ¶ Please confirm the number of seats so that we can issue the invoice.',
      'Please renew for {nombre} seats, as last year. The purchase order follows.',
      'Renewed with thanks. The invoice is attached.',
    ],
    attach: ['pdf', 'invoice'],
    folder: 'Tableaux de bord',
  },
  {
    from: 'reseau',
    subject: '[urbanistes] Article {article} : vos pratiques ?',
    turns: [
      'Chez nous, à {commune}, l’article {article} pose toujours question pour les pergolas : emprise au sol ou non ? [Comment faites-vous ?|Je suis preneuse de vos pratiques.]',
      'À Montauzan nous la comptons dès qu’elle est couverte, même de lames orientables.',
      'Même lecture à {commune2}, avec un arrêt à l’appui que je peux transmettre.',
      'Volontiers pour l’arrêt, merci !',
    ],
    folder: 'Réseau',
  },
  {
    from: 'reseau',
    subject: '[urbanistes] Panneaux solaires aux abords à {commune}',
    turns: [
      'À {commune}, un habitant veut couvrir tout son pan sud, à 200 mètres d’un clocher inscrit. L’architecte des bâtiments refuse. ¶ Avez-vous obtenu des compromis ?',
      'Oui : pose en bande basse, cadre noir mat, et jamais sur la tuile ancienne.',
      'Merci, je vais le proposer.',
    ],
    folder: 'Réseau',
  },
]
