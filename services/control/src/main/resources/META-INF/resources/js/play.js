import { api } from './api.js';
import { fill, h, select } from './dom.js';
import { Living } from './living.js';
import { settings } from './place.js';
import { chip } from './status.js';
import { strips } from './strip.js';
import { count, over, quantile } from './words.js';

const NAME = 'playground';
const EARLIER = 7;
const BUDGET = 2000;
const RATES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const UNITS = [1, 2, 3, 4, 6, 8, 16, 32];
const SEEDS = [20, 50, 100, 150];
const DATA = [['xor', 'XOR'], ['random', 'random labels'], ['line', 'bars']];
const ACTIVATIONS = ['tanh', 'sigmoid', 'relu', 'gelu', 'none'];
const LOSSES = ['cross-entropy', 'l2', 'hinge'];
const OPTIMISERS = ['sgd', 'momentum', 'adam', 'rmsprop'];
const SOURCES = { xor: 'xor', random: '{random: {images: 32, side: 4, positives: 8, seed: 1}}', line: '{line: {images: 32}}' };

/** How iterations to the target are distributed, as one changes what is trained: each setting is an experiment of its own. */
export function playground(room, { place, left }) {
  const usual = { data: 'xor', rate: '0.3', units: '2', activation: 'tanh', loss: 'cross-entropy', optimiser: 'sgd', seeds: '100' };
  const asked = settings(place, '', usual, {
    data: DATA.map(([key]) => key), rate: RATES.map(String), units: UNITS.map(String), activation: ACTIVATIONS, loss: LOSSES, optimiser: OPTIMISERS, seeds: SEEDS.map(String),
  });
  const seen = []; // the newest first: { yaml, label, id, points, state, told }
  const lines = h('div', { class: 'strips' });
  const told = h('p', { class: 'small muted', 'aria-live': 'polite' });
  const links = h('div', { class: 'actions' });
  const living = new Living(settings(place, 'net', { at: '' }));
  const whose = h('p', { class: 'small muted' });
  const inside = h('section', { class: 'card panel', 'aria-labelledby': 'inside-title', hidden: true },
    h('header', {}, h('div', {}, h('h2', { id: 'inside-title' }, 'Its first networks'), whose)), living.element);
  let timer;

  const change = (key) => (value) => { asked[key] = value; later(); };
  const plain = (label, key, values) => select(label, values.map((v) => [v, v]), asked[key], change(key));
  fill(room,
    h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Experiments'), ' /'),
    h('div', { class: 'head' }, h('div', {}, h('h1', {}, 'Playground'),
      h('p', { class: 'muted' }, 'A small network, from many seeds. Change it, and see what becomes of the iterations that it needs: not one run, but how they are distributed.')), links),
    h('section', { class: 'card panel', 'aria-label': 'What is trained' }, h('div', { class: 'controls knobs' },
      select('Data', DATA, asked.data, change('data')), slider('Learning rate', RATES, asked.rate, change('rate')), slider('Hidden units', UNITS, asked.units, change('units')),
      plain('Activation', 'activation', ACTIVATIONS), plain('Loss', 'loss', LOSSES), plain('Optimiser', 'optimiser', OPTIMISERS), slider('Seeds', SEEDS, asked.seeds, change('seeds')))),
    h('section', { class: 'card panel', 'aria-labelledby': 'play-title' }, h('header', {}, h('div', {}, h('h2', { id: 'play-title' }, 'Iterations to target'),
      h('p', { class: 'small muted' }, `Each dot is a trial; an arrow needs more than ${count(BUDGET)}. The stroke is the median. The latest setting stands first, earlier ones below it on the same axis.`)), told), lines), inside);

  function later() {
    clearTimeout(timer);
    timer = setTimeout(train, 100);
  }

  async function train() {
    const yaml = written(asked);
    const at = seen.findIndex((one) => one.yaml === yaml);
    const [one] = at >= 0 ? seen.splice(at, 1) : [{ yaml, label: label(asked), points: [], state: 'submitted', told: '' }];
    seen.unshift(one);
    seen.length = Math.min(seen.length, EARLIER + 1);
    draw();
    try {
      if (!one.id) one.id = (await submitted(yaml)).status.experiment;
      await look(one);
    } catch (problem) {
      one.state = 'rejected';
      one.told = problem.problems?.[0]?.message ?? problem.message;
      one.refused = true;
      draw();
    }
  }

  /** Asks how it gets on until all trials have ended, or another setting stands first. */
  async function look(one) {
    while (!left()) {
      const status = await api.status(one.id); // first: when it is over, the trials that come then are all
      const gists = await api.gists([one.id]);
      one.points = gists[one.id]?.strip ?? [];
      one.median = gists[one.id]?.best?.median;
      one.state = status.state;
      one.told = status.reason;
      draw();
      if (over(status) && seen[0] === one) await within(one);
      if (over(status) || seen[0] !== one) return;
      await new Promise((done) => { setTimeout(done, 100); });
    }
  }

  /** Shows its networks, where they have two features. */
  async function within(one) {
    const plane = asked.data === 'xor';
    inside.hidden = !plane;
    if (!plane) return;
    const [view, examples] = await Promise.all([api.networks(one.id, {}), api.examples(one.id, {})]);
    if (left() || seen[0] !== one) return;
    whose.textContent = one.label;
    living.show(view, examples);
  }

  function draw() {
    if (left()) return;
    const [now] = seen;
    lines.dataset.state = now.state;
    lines.dataset.trials = now.points.length;
    told.replaceChildren(chip(now.state), ` ${now.told || (now.median ? `median ${quantile(now.median)}` : '')}${missed(now)}`);
    fill(lines, strips(seen.map((one) => ({ label: one.label, points: one.points, median: one.median, refused: one.refused }))));
    fill(links,
      h('button', { type: 'button', onclick: (e) => copy(e.target, now.yaml) }, 'Copy as YAML'),
      now.id ? [h('a', { class: 'button', href: `#/experiment/${encodeURIComponent(now.id)}` }, 'Open experiment'), h('a', { class: 'button', href: `#/new/${encodeURIComponent(now.id)}` }, 'Edit …')] : null);
  }

  train();
  return () => clearTimeout(timer);
}

/** How many of the trials that have ended did not reach the target. */
function missed({ points }) {
  const beyond = points.filter((p) => !p.reached).length;
  return beyond ? `, ${count(beyond)} of ${count(points.length)} did not reach the target` : '';
}

/** What was deleted is trained again under the next title, which makes another experiment of it. */
async function submitted(yaml, again = 0) {
  const titled = again ? yaml.replace(/^title: "(.*)"$/m, `title: "$1, again${again > 1 ? ` ${again}` : ''}"`) : yaml;
  try {
    return await api.submit(titled);
  } catch (problem) {
    if (problem.status !== 410 || again > 20) throw problem;
    return submitted(yaml, again + 1);
  }
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'The browser does not let us';
  }
}

/** A slider over some values, with the one that is chosen beside it. */
function slider(label, values, chosen, onchange) {
  const value = h('output', {}, chosen);
  return h('label', {}, label, h('input', {
    type: 'range', min: 0, max: values.length - 1, step: 1, value: values.findIndex((v) => String(v) === chosen), 'aria-valuetext': chosen,
    oninput: (e) => {
      const now = String(values[e.target.value]);
      value.textContent = now;
      e.target.setAttribute('aria-valuetext', now);
      onchange(now);
    },
  }), value);
}

const label = (asked) => `${DATA.find(([key]) => key === asked.data)[1]}, ${asked.units} ${asked.activation}, ${asked.loss}, ${asked.optimiser} ${asked.rate}, ${asked.seeds} seeds`;

/** The experiment that the controls describe. */
const written = (asked) => `apiVersion: descent/v1
kind: Experiment
name: ${NAME}
title: "Playground: ${label(asked)}"
data: ${SOURCES[asked.data]}
network:
  layers:${asked.data === 'xor' ? '' : '\n    - flatten'}
    - dense: {units: ${asked.units}, activation: ${asked.activation}}
  heads:
    - binary
loss: ${asked.loss}
optimiser:
  ${asked.optimiser}: {learningRate: ${asked.rate}}
budget: ${BUDGET}
${asked.data === 'xor' ? 'snapshots: {logarithmic: 12}\n' : ''}seeds: ${asked.seeds}
`;
