import { IconArrowBackUp, IconCalendarEvent, IconShieldCheck, IconUserEdit } from '@tabler/icons-react'
import { AttachmentTile, Avatar, Button, Card, Chip, stroke } from '../../web/ui/index.ts'
import styles from './mail-thread.module.css'

/** A conversation as the mail module will draw it. */
export function MailThread() {
  return (
    <article>
      <h2>Toiture de la halle : deux devis reçus</h2>
      <div className={styles.meta}>
        <Chip colour="brick">Urgent</Chip>
        <Chip colour="pastel">Conseil municipal</Chip>
        <span className={styles.live}>
          <IconUserEdit size={16} stroke={stroke} aria-hidden="true" />
          Urbanisme est en train de répondre
        </span>
      </div>
      <div className={styles.older}>
        <Avatar name="Claire L." address="claire@montauzan.fr" size={26} />
        <b>Vous</b>
        <span>Pouvez-vous relancer les deux entreprises avant le conseil ?</span>
        <time>lun. 16:20</time>
      </div>
      <div className={styles.more}>
        <Button look="link">2 messages de plus</Button>
      </div>
      <header className={styles.sender}>
        <Avatar name="Service Patrimoine" address="patrimoine@montauzan.fr" />
        <div>
          <b>Service Patrimoine</b>
          <small>à vous, Direction générale</small>
        </div>
        <span className={styles.verified}>
          <IconShieldCheck size={16} stroke={stroke} aria-hidden="true" /> Vérifié
        </span>
        <time>aujourd’hui, 10:42</time>
      </header>
      <div className={styles.text}>
        <p>Bonjour,</p>
        <p>
          Les deux entreprises ont répondu. Le second devis comprend l’échafaudage et la reprise du faîtage,
          ce que le premier laisse à notre charge : l’écart réel est donc de 1 850 € et non de 6 400 €.
        </p>
        <p>La commission peut-elle trancher mardi ? La halle Garonne est libre à 14 h.</p>
        <p>
          Bien à vous,
          <br />
          Service Patrimoine
        </p>
      </div>
      <div className={styles.files}>
        <AttachmentTile file={pdf('a', 'devis-charpente-A.pdf', 412)} onOpen={() => {}} />
        <AttachmentTile file={pdf('b', 'devis-charpente-B.pdf', 388)} onOpen={() => {}} />
        <Button look="link">Tout enregistrer dans Fichiers</Button>
      </div>
      <Card
        icon={IconCalendarEvent}
        title="Commission travaux"
        actions={
          <>
            <Button look="primary">Accepter</Button>
            <Button>Peut-être</Button>
            <Button>Refuser</Button>
          </>
        }
      >
        mardi 1er décembre, 14:00 – 15:00 · Salle Garonne, libre · vous êtes libre
      </Card>
      <div className={styles.reply}>
        <Avatar name="Claire L." address="claire@montauzan.fr" />
        <span>Répondre à Service Patrimoine et à 1 autre…</span>
        <Button look="primary" icon={IconArrowBackUp}>
          Répondre
        </Button>
      </div>
    </article>
  )
}

function pdf(id: string, name: string, kilobytes: number) {
  return { id, name, type: 'application/pdf', size: kilobytes * 1024 }
}
