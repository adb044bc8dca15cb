import { quantiles } from '../loads/measure.mjs'

/**
 * The frames of a page while something is done in it: the times between them, what each cost the main thread, and the
 * tasks that held it for longer than 50 ms.
 * @param {import('@playwright/test').Page} page @param {() => Promise<void>} work
 */
export async function measureFrames(page, work) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await page.evaluate(watchFrames)
  const before = await metricsOf(cdp)
  await work()
  const after = await metricsOf(cdp)
  /** @type {{ frames: number[], longTasks: number[] }} */
  const { frames, longTasks } = await page.evaluate(() => Reflect.get(window, 'stopFrames')())
  await cdp.detach()
  const perFrame = (/** @type {string} */ name) => (1000 * ((after[name] ?? 0) - (before[name] ?? 0))) / frames.length
  return {
    ...quantiles(frames),
    frames: frames.length,
    mainThreadMs: perFrame('TaskDuration'),
    scriptMs: perFrame('ScriptDuration'),
    layoutMs: perFrame('LayoutDuration') + perFrame('RecalcStyleDuration'),
    longTasks: longTasks.length,
    longestTaskMs: Math.max(0, ...longTasks),
  }
}

/** @param {import('@playwright/test').CDPSession} cdp @returns {Promise<Record<string, number>>} */
export async function metricsOf(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}

/** Runs in the page: `stopFrames` returns the times between its frames, and of its long tasks. */
function watchFrames() {
  /** @type {number[]} */
  const frames = []
  /** @type {number[]} */
  const longTasks = []
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  )
  observer.observe({ type: 'longtask' })
  let last = 0
  let handle = requestAnimationFrame(function frame(now) {
    if (last) frames.push(now - last)
    last = now
    handle = requestAnimationFrame(frame)
  })
  Reflect.set(window, 'stopFrames', () => {
    cancelAnimationFrame(handle)
    observer.disconnect()
    return { frames, longTasks }
  })
}
