import { type Cast, group, person } from './cast.ts'
import { type Attachment, attach } from './files/attachment.ts'
import { writeEvent } from './files/event.ts'
import { type Correspondent, type Letter, letter } from './letter.ts'
import { correspondent, htmlOf, messageId } from './letters.ts'
import { type Day, dateWords, dayOf, instantOn, monthDay, nextWeekday, TUESDAY } from './paris.ts'

/**
 * The last days of Claire's inbox, as they are drawn in the design: written by hand, so that screenshots and
 * browser tests know the top rows by heart.
 */
export function writeFront(cast: Cast, end: Date): Letter[] {
  const today = dayOf(end)
  const stage = new Stage(cast)
  return [
    ...roof(stage, today),
    ...council(stage, today),
    ...sensors(stage, today),
    ...holidays(stage, today),
    ...delegates(stage, today),
    ...tanners(stage, today),
    ...workshops(stage, today),
    ...migration(stage, today),
    ...minutes(stage, today),
    ...draft(stage, today),
  ]
}

/** The first generated day before it is this far from the end; the drawn rows begin after it. */
export const DRAWN_DAYS = 5

type Said = {
  /** Key of a group or of a person, or address of an outsider. */
  from: string
  hand?: string
  to: readonly string[]
  cc?: readonly string[]
  at: Date
  subject: string
  text: string
  before?: Letter
  keywords?: readonly string[]
} & Partial<Pick<Letter, 'files' | 'calendar' | 'label' | 'post'>>

class Stage {
  readonly cast: Cast

  constructor(cast: Cast) {
    this.cast = cast
  }

  say({ from, hand, to, cc = [], before, keywords, ...rest }: Said): Letter {
    const author = this.who(from)
    const readers = new Set([...to, ...cc].flatMap(key => this.members(key)))
    if (hand) readers.delete(hand)
    return letter({
      ...rest,
      id: messageId(author.address, rest.subject, rest.at),
      conversation: before?.conversation ?? `front:${rest.subject}`,
      references: before ? [...before.references, before.id] : [],
      from: author,
      sender: hand ?? null,
      to: to.map(key => this.who(key)),
      cc: cc.map(key => this.who(key)),
      readers: [...readers],
      html: htmlOf(rest.text),
      manner: { charset: 'utf-8', transfer: 'quoted-printable' },
      place:
        hand === 'claire' ? null : { person: 'claire', mailbox: 'inbox', keywords: keywords ?? ['$seen'] },
    })
  }

  who(key: string): Correspondent {
    const { people, groups, outsiders } = this.cast
    const one = people.find(found => found.key === key)
    if (one) return correspondent(one)
    const other = groups.find(found => found.key === key) ?? outsiders.find(found => found.address === key)
    if (!other) throw new Error(`the world has no ${key}`)
    return { name: other.name, address: other.address }
  }

  private members(key: string): string[] {
    const { people, groups } = this.cast
    if (people.some(found => found.key === key)) return [person(this.cast, key).key]
    return groups.some(found => found.key === key) ? group(this.cast, key).members : []
  }
}

/** The works commission meets on a Tuesday, the council two days later. */
export function commissionDay(today: Day): Day {
  return nextWeekday(today + 5, TUESDAY)
}

function roof(stage: Stage, today: Day): Letter[] {
  const subject = 'Toiture de la halle : deux devis reçus'
  const first = stage.say({
    from: 'claire',
    hand: 'claire',
    to: ['patrimoine'],
    cc: ['direction'],
    at: instantOn(today - 1, 16, 20),
    subject,
    text: 'Pouvez-vous relancer les deux entreprises avant le conseil ? Les devis reçus ne se comparent pas : l’un parle d’échafaudage, l’autre n’en dit rien.\n\nMerci,\nClaire Lacombe',
  })
  const second = stage.say({
    from: 'patrimoine',
    hand: 'mathilde',
    to: ['claire'],
    cc: ['direction'],
    at: instantOn(today - 1, 16, 48),
    subject,
    text: 'Je les appelle dès ce soir. Je leur demande le détail du faîtage et de l’échafaudage, par écrit.\n\nBien à vous,\nService Patrimoine',
    before: first,
  })
  const third = stage.say({
    from: 'direction',
    hand: 'solange',
    to: ['patrimoine', 'claire'],
    at: instantOn(today - 1, 17, 55),
    subject,
    text: 'Merci. Il me faut un chiffre comparable pour la note aux élus, même provisoire.\n\nSolange Maurel',
    before: second,
  })
  return [first, second, third, quotes(stage, today, subject, third)]
}

const KILOBYTE = 1000

function quotes(stage: Stage, today: Day, subject: string, before: Letter): Letter {
  const at = instantOn(today, 10, 42)
  return stage.say({
    from: 'patrimoine',
    hand: 'mathilde',
    to: ['claire'],
    cc: ['direction'],
    at,
    subject,
    text: 'Bonjour,\n\nLes deux entreprises ont répondu. Le second devis comprend l’échafaudage et la reprise du faîtage, ce que le premier laisse à notre charge : l’écart réel est donc de 1 850 € et non de 6 400 €.\n\nLa commission peut-elle trancher mardi ? La salle Garonne est libre à 14 h.\n\nBien à vous,\nService Patrimoine',
    before,
    keywords: ['urgent', 'conseil-municipal'],
    files: [quote('A', 412 * KILOBYTE), quote('B', 388 * KILOBYTE)],
    calendar: { method: 'REQUEST', text: commission(stage, today, at) },
  })
}

function quote(firm: string, weight: number): Attachment {
  const lines = [
    `Devis ${firm}`,
    'Ville de Montauzan',
    'Réfection de la toiture de la halle',
    'Charpente, couverture, faîtage',
  ]
  return attach('pdf', `devis-charpente-${firm}`, lines, weight)
}

function commission(stage: Stage, today: Day, stamp: Date): string {
  const day = commissionDay(today)
  const room = stage.cast.resources.find(({ key }) => key === 'salle-garonne')
  if (!room) throw new Error('the world has no salle Garonne')
  const guests = [stage.who('claire'), stage.who('direction'), { name: room.name, address: room.address }]
  return writeEvent(
    {
      uid: 'commission-travaux@montauzan.fr',
      title: 'Commission travaux',
      place: room.name,
      start: instantOn(day, 14, 0),
      end: instantOn(day, 15, 0),
      stamp,
      organiser: stage.who('patrimoine'),
      guests,
    },
    'REQUEST',
  )
}

function council(stage: Stage, today: Day): Letter[] {
  const date = dateWords(commissionDay(today) + 2)
  const subject = `Ordre du jour du conseil du ${date}`
  const common = { from: 'direction', hand: 'solange', to: ['comite-direction'], subject }
  const first = stage.say({
    ...common,
    at: instantOn(today - 1, 9, 10),
    text: 'Bonjour à tous,\n\nVoici le projet d’ordre du jour. Vos remarques avant 18 h, s’il vous plaît.\n\nSolange Maurel',
  })
  const second = stage.say({
    ...common,
    at: instantOn(today, 9, 15),
    text: `Voici la version qui part à l’impression cet après-midi. Le point 7 sur la halle est maintenu ; le point 9 est reporté.\n\nLes délibérations du ${date} seront affichées à l’entrée de la salle du conseil.\n\nSolange Maurel`,
    before: first,
    keywords: ['conseil-municipal'],
  })
  return [first, second]
}

function sensors(stage: Stage, today: Day): Letter[] {
  const asked = stage.say({
    from: 'gregoire',
    hand: 'gregoire',
    to: ['ecole-jean-moulin'],
    at: instantOn(today - 1, 8, 40),
    subject: 'Capteurs CO₂ des classes',
    text: 'Bonjour,\n\nL’installateur dit avoir terminé. Tout vous semble-t-il en place ?\n\nGrégoire Bonnafous',
  })
  const answer = stage.say({
    from: 'ecole-jean-moulin',
    hand: 'julien',
    to: ['gregoire'],
    cc: ['claire'],
    at: instantOn(today, 9, 2),
    subject: 'Re: Capteurs CO₂ des classes',
    text: 'Tout est posé, la classe de CM1 reste à vérifier lundi. Les enfants ont déjà inventé un jeu : ouvrir la fenêtre avant le voyant orange.\n\nJulien Peyrot\nÉcole Jean-Moulin',
    before: asked,
    keywords: [],
  })
  return [{ ...asked, place: null }, answer]
}

function holidays(stage: Stage, today: Day): Letter[] {
  return [
    stage.say({
      from: 'rh',
      hand: 'nadege',
      to: ['agents'],
      at: instantOn(today - 1, 16, 5),
      subject: 'Planning des congés de fin d’année',
      text: 'Le tableau partagé est ouvert jusqu’à vendredi, 17 h. Merci d’y porter vos souhaits ; chaque service garde au moins une personne présente.\n\nNadège Tournier',
      files: [attach('csv', 'conges-fin-d-annee', ['Urbanisme', 'Voirie', 'Patrimoine', 'Écoles'])],
    }),
  ]
}

function delegates(stage: Stage, today: Day): Letter[] {
  return [
    stage.say({
      from: 'elections@prefecture-garonne-lauze.example',
      to: ['claire'],
      cc: ['etatcivil'],
      at: instantOn(today - 1, 14, 30),
      subject: 'Convocation des délégués',
      text: 'Vous trouverez ci-joint l’arrêté et la liste des délégués à convoquer. L’accusé de réception est attendu sous huit jours.\n\nLe bureau des élections',
      files: [
        attach('pdf', 'arrete-convocation', [
          'Arrêté portant convocation des délégués',
          'Commune de Montauzan',
        ]),
      ],
    }),
  ]
}

/** Who writes to the workshop's thread, and what. */
const TANNERS: readonly (readonly [string, string, string])[] = [
  [
    'atelier-voirie',
    'didier',
    'La dernière couche d’enrobé est prévue demain, si la pluie nous laisse tranquilles.',
  ],
  ['claire', 'claire', 'Merci. Les riverains du 12 demandent quand leur portail sera accessible.'],
  ['atelier-voirie', 'didier', 'Dès demain soir, par l’accès du lavoir.'],
  ['police', 'paul', 'La déviation reste en place jusqu’à votre feu vert.'],
  ['atelier-voirie', 'nicolas', 'Enrobé posé, marquage cette nuit.'],
  [
    'atelier-voirie',
    'didier',
    'La circulation est rétablie dans les deux sens. Les panneaux seront retirés ce soir.',
  ],
]

function tanners(stage: Stage, today: Day): Letter[] {
  const letters: Letter[] = []
  const moments = [
    instantOn(today - 4, 8, 30),
    instantOn(today - 4, 9, 5),
    instantOn(today - 4, 9, 40),
    instantOn(today - 4, 11, 15),
    instantOn(today - 2, 18, 20),
    instantOn(today - 1, 11, 20),
  ]
  for (const [at, [from, hand, text]] of TANNERS.entries()) {
    const before = letters.at(-1)
    letters.push(
      stage.say({
        from,
        hand,
        to: from === 'claire' ? ['atelier-voirie'] : ['claire'],
        cc: ['police'],
        at: moments[at] as Date,
        subject: 'Rue des Tanneurs : fin du chantier',
        text: `${text}\n\n${stage.who(hand).name}`,
        keywords: ['$seen', 'voirie'],
        ...(before ? { before } : {}),
      }),
    )
  }
  return letters
}

function workshops(stage: Stage, today: Day): Letter[] {
  return [
    stage.say({
      from: 'mediatheque',
      hand: 'helene',
      to: ['agents'],
      at: instantOn(today - 3, 10, 15),
      subject: 'Inscription aux ateliers d’hiver',
      text: 'Il reste huit places pour l’atelier de reliure. Les enfants des agents sont les bienvenus dès dix ans.\n\nHélène Vidal',
    }),
  ]
}

function migration(stage: Stage, today: Day): Letter[] {
  return [
    stage.say({
      from: 'si',
      hand: 'jean',
      to: ['agents'],
      at: instantOn(today - 4, 17, 10),
      subject: 'Fin de la messagerie Exchange : calendrier',
      text: 'Votre service passera mardi. Rien à faire de votre côté : vos courriers, vos agendas et vos contacts vous attendront au matin. Gardez la page d’aide à portée de main.\n\nJean Bousquet',
      keywords: ['$seen', '$flagged'],
    }),
  ]
}

function minutes(stage: Stage, today: Day): Letter[] {
  return [
    stage.say({
      from: 'bureau@cc-lauze-et-canal.example',
      to: ['claire'],
      at: instantOn(today - 4, 15, 40),
      subject: `Relevé de décisions, bureau du ${monthDay(today - 6)}`,
      text: `Merci à tous pour vos retours avant le ${monthDay(today + 4)}. Le relevé est joint ; le point sur l’habitat revient au prochain bureau.\n\nLe secrétariat de la communauté de communes`,
      files: [attach('pdf', 'releve-de-decisions', ['Relevé de décisions', 'Bureau communautaire'])],
    }),
  ]
}

function draft(stage: Stage, today: Day): Letter[] {
  return [
    stage.say({
      from: 'claire',
      hand: 'claire',
      to: ['udap@architecture-patrimoine.example'],
      at: instantOn(today - 1, 18, 12),
      subject: 'Halle : échantillons de badigeon',
      text: 'Bonjour,\n\nLes trois échantillons sont visibles sur le mur nord. Seriez-vous disponible pour',
      post: 'draft',
    }),
  ]
}
