import { randomBytes } from 'node:crypto'
import { isApi } from './problem.mjs'

const COMMON = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
].flat()
const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

/**
 * The headers for the answer, names and values in turn. A page has the same policy on its request: Next takes the nonce from there.
 * @param {import('node:http').IncomingMessage} req @param {{ dev: boolean }} options
 */
export function securityHeadersFor(req, { dev }) {
  delete req.headers['content-security-policy-report-only']
  const policy = isApi(req) ? API_POLICY : pagePolicy(randomBytes(16).toString('base64'), dev)
  req.headers['content-security-policy'] = policy
  return [...COMMON, 'content-security-policy', policy]
}

/** @param {string} nonce @param {boolean} dev React's development build evaluates strings; its updates come by web socket */
function pagePolicy(nonce, dev) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self'${dev ? ' ws: wss:' : ''}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ')
}
