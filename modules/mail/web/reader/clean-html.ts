import DOMPurify from 'dompurify'

/**
 * HTML that the server gives as it is: of a draft. Its frame runs no script and fetches no picture of another host,
 * whatever is left here.
 */
export const cleanHtml = (html: string): string =>
  DOMPurify.sanitize(html, {
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'svg', 'math', 'video', 'audio'],
    FORBID_ATTR: ['srcset', 'action', 'formaction', 'background', 'poster', 'ping'],
    ADD_ATTR: ['target'],
  })
