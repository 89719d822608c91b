// draw.mjs ANSWERS PICTURES [DASHBOARDS]: draws every dashboard in Chromium, light and once dark, from what `panels --answers`
// wrote to each folder of ANSWERS. Fails where a panel is empty though its queries found something, where drawing it
// throws, and where a title or the head of a column is cut off.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';

const [answersFolder, pictures, dashboards = fileURLToPath(new URL('../../../grafana/dashboards', import.meta.url))] =
  process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const PATIENCE = 60_000; // milliseconds; whoever waits so long in vain says what is missing
const STILL = 5; // frames in which nothing changes

await build({
  entryPoints: [here('page.jsx')],
  outfile: here('../target/drawing/page.js'),
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  minify: true,
  conditions: ['browser', 'require'],
  mainFields: ['browser', 'main', 'module'],
  loader: { '.ttf': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.svg': 'dataurl' },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
  logLevel: 'error',
});
const script = readFileSync(here('../target/drawing/page.js'), 'utf8');
const style = readFileSync(here('../target/drawing/page.css'), 'utf8');
// A page of its own, since Grafana's library wants a local storage.
const blank = here('../target/drawing/page.html');
writeFileSync(blank, '<!doctype html><meta charset="utf-8"><body style="margin:0"><div id="root"></div>');

/** What the page says of each panel, and what its layout shows. */
function look(panels) {
  const cut = (element) => element.scrollWidth > element.clientWidth + 1;
  // A number whose first digits are hidden is another number.
  const begun = (cell) => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return text.getBoundingClientRect().left < cell.getBoundingClientRect().left - 1;
  };
  return panels.flatMap(({ id, title, kind }) => {
    const state = window.drawn[id] ?? {};
    const room = document.querySelector(`[data-panel="${id}"]`);
    if (!room) return [`${title} there is no such panel`];
    const problems = state.problem ? [state.problem] : [];
    if (state.found > 0 && !state.marks) problems.push(`it is empty, though its queries found ${state.found} series`);
    if ([...room.querySelectorAll('h2, h2 *')].some(cut)) problems.push('its title is cut off');
    if (kind === 'table' && state.found > 0 && !room.querySelector('[role=gridcell]')) problems.push('it has no cells');
    const heads = [...room.querySelectorAll('[role=columnheader]')];
    heads
      .filter((head) => [head, ...head.querySelectorAll('*')].some(cut))
      .forEach((head) => problems.push(`the head of column ${head.textContent} is cut off`));
    [...heads, ...room.querySelectorAll('[role=gridcell]')]
      .filter(begun)
      .forEach((cell) => problems.push(`${cell.textContent} is not to be seen from its beginning`));
    return problems.map((problem) => `${title} ${problem}`);
  });
}

/** Whether every panel has said what became of it, and has drawn what its queries found. */
function finished(panels) {
  return panels.every(({ id, type }) => {
    const state = window.drawn[id];
    if (!state) return false;
    if (state.problem || state.empty) return true;
    return state.marks > 0 && (type !== 'table' || document.querySelector(`[data-panel="${id}"] [role=gridcell]`) !== null);
  });
}

/** Whether nothing has changed for so many looks in a row. */
function still(looks) {
  const now = document.getElementById('root').innerHTML;
  window.still = now === window.before ? (window.still ?? 0) + 1 : 0;
  window.before = now;
  return window.still >= looks;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb', '--hide-scrollbars'],
});
const problems = [];
let drawn = 0;
const situations = readdirSync(answersFolder).sort();
for (const situation of situations) {
  const dark = situation === situations.at(-1); // once is enough
  mkdirSync(`${pictures}/${situation}`, { recursive: true });
  for (const file of readdirSync(`${answersFolder}/${situation}`).sort()) {
    const dashboard = json(`${dashboards}/${file}`);
    const answers = json(`${answersFolder}/${situation}/${file}`);
    for (const mode of dark ? ['light', 'dark'] : ['light']) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1440, height: 900 });
      const thrown = [];
      page.on('pageerror', (error) => thrown.push(error.message));
      await page.goto(pathToFileURL(blank));
      await page.addStyleTag({ content: style });
      await page.evaluate((drawing) => Object.assign(window, { drawing }), { dashboard, answers, mode });
      await page.addScriptTag({ type: 'module', content: script });
      try {
        await page.waitForSelector('[data-panel]', { timeout: PATIENCE });
      } catch {
        thrown.push('nothing is drawn');
      }
      // What lies below the window is not painted.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewport({ width: 1440, height });
      // Tables come when they know how much room there is, curves when their chart is ready.
      const wanted = dashboard.panels.map(({ id, type }) => ({ id, type }));
      await page.waitForFunction(finished, { timeout: PATIENCE }, wanted).catch(() => {});
      await page.waitForFunction(still, { timeout: PATIENCE, polling: 'raf' }, STILL).catch(() => {});
      const panels = dashboard.panels.map(({ id, title, type }) => ({ id, title, kind: type }));
      const where = `${situation}, ${dashboard.title}, ${mode}`;
      for (const problem of [...thrown, ...(await page.evaluate(look, panels))]) problems.push(`${where}: ${problem}`);
      const root = await page.$('#root > div');
      await root.screenshot({ path: `${pictures}/${situation}/${file.replace('.json', '')}-${mode}.webp`, type: 'webp', quality: 70 });
      drawn += panels.length;
      await page.close();
    }
  }
}
await browser.close();
problems.forEach((problem) => console.error(problem));
console.log(`${drawn} panels drawn, ${problems.length} problems`);
process.exit(drawn > 0 && problems.length === 0 ? 0 : 1);
