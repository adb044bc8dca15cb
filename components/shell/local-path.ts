/** The path to go to after signing in: one on this site, so that a link cannot lead people away. */
export function localPath(next: unknown) {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || !URL.canParse(next, 'http://here.invalid'))
    return '/pipelines'
  const url = new URL(next, 'http://here.invalid')
  const known =
    url.host === 'here.invalid' &&
    !url.pathname.startsWith('//') &&
    !/^\/(login|api)\b/.test(url.pathname) &&
    url.pathname !== '/'
  return known ? url.pathname + url.search + url.hash : '/pipelines'
}
