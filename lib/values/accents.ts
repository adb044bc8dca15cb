/** Text without accents, composed or decomposed. */
export const withoutAccents = (text: string) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')

/** Whether a text contains a part, whatever case and accents. */
export const includesText = (text: string, part: string) => plain(text).includes(plain(part))

const plain = (text: string) => withoutAccents(text).toLowerCase()
