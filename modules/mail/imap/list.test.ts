import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPrincipal } from '../../../core/principal.ts'
import type { TestHouse } from '../../../test/house.ts'
import { furnishRole } from '../model/furnish.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox } from './test/letters.ts'
import { shareMailbox } from './test/share.ts'

let house: TestHouse
let client: Client
before(async () => {
  house = await imapHouse()
  client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
})
after(async () => {
  client.close()
  await house.close()
})

const listed = async (command: string) => (await client.say(command)).lines

test('a new account has its mailboxes, with their uses', async () => {
  assert.deepEqual(await listed('LIST "" "*"'), [
    '* LIST (\\HasNoChildren) "/" INBOX',
    '* LIST (\\HasNoChildren \\Drafts) "/" Brouillons',
    '* LIST (\\HasNoChildren \\Sent) "/" Envoy&AOk-s',
    '* LIST (\\HasNoChildren \\Archive) "/" Archives',
    '* LIST (\\HasNoChildren \\Junk) "/" Ind&AOk-sirables',
    '* LIST (\\HasNoChildren \\Trash) "/" Corbeille',
  ])
})

test('what is put off lies in a mailbox like any other, with its use', async () => {
  const { accountId } = house.claire
  await house.house.db.write(tx => furnishRole(tx, accountId, 'snoozed'))
  assert.deepEqual(await listed('LIST (SPECIAL-USE) "" "Report*"'), [
    '* LIST (\\HasNoChildren \\Snoozed) "/" Report&AOk-s',
  ])
})

test('an empty pattern asks for the delimiter', async () => {
  assert.deepEqual(await listed('LIST "" ""'), ['* LIST (\\Noselect) "/" ""'])
})

test('CREATE makes what is missing above, and names with accents', async () => {
  assert.match((await client.say('CREATE "Projets/&AMk-cole/Toiture/"')).end, /^OK \[MAILBOXID \(m\d+\)\]/)
  assert.deepEqual(await listed('LIST "" "Projets*"'), [
    '* LIST (\\HasChildren) "/" Projets',
    '* LIST (\\HasChildren) "/" Projets/&AMk-cole',
    '* LIST (\\HasNoChildren) "/" Projets/&AMk-cole/Toiture',
  ])
  assert.deepEqual(await listed('LIST "" "Projets/%"'), ['* LIST (\\HasChildren) "/" Projets/&AMk-cole'])
})

// RFC 9051 §6.3.7
test('the name of what is deleted stays subscribed until it is taken off, and is there again when it is made again', async () => {
  const subscribed = () => listed('LIST (SUBSCRIBED) "" "Passager*"')
  const gone = ['* LIST (\\NonExistent \\HasNoChildren \\Subscribed) "/" Passager']
  await client.say('CREATE Passager')
  await client.say('DELETE Passager')
  assert.deepEqual(await subscribed(), gone)
  assert.deepEqual(await listed('LSUB "" "Passager*"'), ['* LSUB (\\Noselect \\HasNoChildren) "/" Passager'])
  assert.deepEqual(await listed('LIST "" "Passager*"'), [])
  await client.say('CREATE Passager')
  assert.deepEqual(await subscribed(), ['* LIST (\\HasNoChildren \\Subscribed) "/" Passager'])
  await client.say('DELETE Passager')
  assert.deepEqual(await subscribed(), gone)
  assert.match((await client.say('UNSUBSCRIBE Passager')).end, /^OK/)
  assert.deepEqual(await subscribed(), [])
  await client.say('CREATE Passager')
  await client.say('UNSUBSCRIBE Passager')
  await client.say('DELETE Passager')
  assert.deepEqual(await subscribed(), [])
})

test('CREATE of what exists is refused', async () => {
  assert.match((await client.say('CREATE inbox')).end, /^NO \[ALREADYEXISTS\]/)
})

test('DELETE keeps what has others inside, and takes the rest with its messages', async () => {
  await client.say('CREATE Avec/Dedans')
  await append(client, 'Avec/Dedans')
  assert.match((await client.say('DELETE Avec')).end, /^NO \[HASCHILDREN\]/)
  assert.match((await client.say('DELETE Avec/Dedans')).end, /^OK/)
  assert.match((await client.say('DELETE Avec')).end, /^OK/)
  assert.match((await client.say('DELETE INBOX')).end, /^NO \[CANNOT\]/)
})

test('RENAME moves a mailbox with all that is inside', async () => {
  await client.say('CREATE Ancien/Sous')
  assert.match((await client.say('RENAME Ancien Ailleurs/Nouveau')).end, /^OK/)
  assert.deepEqual(await listed('LIST "" "Ailleurs/*"'), [
    '* LIST (\\HasChildren) "/" Ailleurs/Nouveau',
    '* LIST (\\HasNoChildren) "/" Ailleurs/Nouveau/Sous',
  ])
})

test('RENAME of INBOX empties it into a new mailbox', async () => {
  await append(client, 'INBOX')
  assert.match((await client.say('RENAME INBOX Vieux')).end, /^OK/)
  assert.match((await listed('STATUS Vieux (MESSAGES)'))[0]!, /MESSAGES 1/)
  assert.match((await listed('STATUS INBOX (MESSAGES)'))[0]!, /MESSAGES 0/)
})

test('the subscription of a renamed mailbox may be given up', async () => {
  await client.say('CREATE avant')
  await client.say('RENAME avant apres')
  assert.match((await client.say('UNSUBSCRIBE avant')).end, /^OK/)
  assert.match((await client.say('SUBSCRIBE avant')).end, /^NO \[NONEXISTENT\]/)
  await client.say('DELETE apres')
})

test('what is not subscribed is not among the subscribed', async () => {
  await client.say('CREATE Cache')
  await client.say('UNSUBSCRIBE Cache')
  assert.deepEqual(await listed('LSUB "" "Cache"'), [])
  assert.deepEqual(await listed('LIST (SUBSCRIBED) "" "Cache"'), [])
  await client.say('SUBSCRIBE Cache')
  assert.deepEqual(await listed('LIST (SUBSCRIBED) "" "Cache"'), [
    '* LIST (\\HasNoChildren \\Subscribed) "/" Cache',
  ])
})

test('a status comes with each mailbox of a LIST that asks for it', async () => {
  const name = await freshMailbox(client, 2)
  await client.say('STORE 1 +FLAGS (\\Seen)')
  const [, status] = await listed(`LIST "" ${name} RETURN (STATUS (MESSAGES UNSEEN SIZE UIDNEXT))`)
  assert.match(status!, /^\* STATUS box\d+ \(MESSAGES 2 UNSEEN 1 SIZE \d+ UIDNEXT 3\)$/)
})

test('mailboxes that others share stand under their name, with the rights that were given', async () => {
  await shareMailbox(house, house.paul, 'inbox', house.claire, ['mayReadItems'])
  const paul = await Client.login(house.ports['imap']!, 'paul@montauzan.fr')
  await append(paul, 'INBOX')
  paul.close()
  assert.deepEqual(await listed('NAMESPACE'), ['* NAMESPACE (("" "/")) (("Partag&AOk-s/" "/")) NIL'])
  assert.deepEqual(await listed('LIST "" "Partag&AOk-s*"'), [
    '* LIST (\\Noselect \\HasChildren) "/" Partag&AOk-s',
    '* LIST (\\Noselect \\HasChildren) "/" Partag&AOk-s/Paul',
    '* LIST (\\HasNoChildren) "/" Partag&AOk-s/Paul/INBOX',
  ])
  assert.match((await client.say('SELECT "Partag&AOk-s/Paul/INBOX"')).end, /^OK \[READ-ONLY\]/)
  assert.match((await client.say('APPEND "Partag&AOk-s/Paul/INBOX" {3+}\r\nabc')).end, /^NO \[NOPERM\]/)
  assert.match((await client.say('COPY 1 INBOX')).end, /^OK \[COPYUID /)
})

test('what is no longer shared is closed at once', async () => {
  await shareMailbox(house, house.paul, 'archive', house.claire, ['mayReadItems'])
  const reader = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  assert.match((await reader.say('SELECT "Partag&AOk-s/Paul/Archives"')).end, /^OK/)
  await shareMailbox(house, house.paul, 'archive', house.claire, [])
  reader.send('n NOOP\r\n')
  assert.match((await reader.rest())[0]!, /^\* BYE/)
})

// A client files its drafts, its rubbish and its copies in the mailbox that has the use.
test('the mailboxes of a group have no use among the own', async () => {
  const { registry, db } = house.house
  await db.write(tx =>
    createPrincipal(tx, registry, null, house.organisationId, {
      type: 'group',
      name: 'Voirie',
      email: 'voirie@montauzan.fr',
      members: [house.claire.principalId],
      account: true,
    }),
  )
  const member = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  const { lines } = await member.say('LIST "" "Partag&AOk-s/Voirie/Envoy*"')
  member.close()
  assert.deepEqual(lines, ['* LIST (\\HasNoChildren) "/" Partag&AOk-s/Voirie/Envoy&AOk-s'])
})
