import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const snoozeTexts = defineCatalogue('mail-snooze', {
  fr: {
    title: 'Reporter',
    search: 'Chercher un moment',
    none: 'Aucun moment de ce nom.',
    soon: 'Tout à l’heure, {{time}}',
    week: 'Dans une semaine, {{time}}',
    choose: 'Choisir la date et l’heure…',
    when: 'Date et heure du retour',
    far: 'Choisissez une date dans les deux ans.',
    confirm: 'Reporter',
    until: 'Reporté : {{when}}',
    'verb.change': 'Changer la date',
    'verb.wake': 'Remettre en réception',
  },
  en: {
    title: 'Snooze',
    search: 'Find a time',
    none: 'No such time.',
    soon: 'Later today, {{time}}',
    week: 'In a week, {{time}}',
    choose: 'Choose date and time…',
    when: 'Date and time to come back',
    far: 'Choose a date within two years.',
    confirm: 'Snooze',
    until: 'Snoozed: {{when}}',
    'verb.change': 'Change the date',
    'verb.wake': 'Back to the inbox',
  },
})
