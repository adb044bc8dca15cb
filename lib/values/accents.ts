/** Letters without what stands above or below them; `é` and `e` with an accent of its own come to the same. */
export const withoutAccents = (text: string) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')

/** Whether a text says it, whatever its case and accents. */
export const says = (text: string, part: string) => plain(text).includes(plain(part))

const plain = (text: string) => withoutAccents(text).toLowerCase()
