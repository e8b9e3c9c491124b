import { hearNews } from '../notify/hear.ts'
import { serveShell } from '../offline/shell.ts'

// Runs beside the pages, and without them: keeps the app on the device, and tells of news.

serveShell()
hearNews()
