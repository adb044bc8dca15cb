/** The address of a website as it is written, with or without a scheme; undefined for anything that is no page. */
export function pageOf(website: string | null): string | undefined {
  if (!website) return
  const complete = /^[a-z][a-z\d+.-]*:\/\//i.test(website) ? website : `https://${website}`
  if (!URL.canParse(complete)) return
  const { protocol, hostname, href } = new URL(complete)
  return /^https?:$/.test(protocol) && hostname.includes('.') ? href : undefined
}
