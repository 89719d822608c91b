import { api } from './api.js';
import { fill, h, select } from './dom.js';
import { floats, Network, undrawable } from './network.js';
import { settings } from './place.js';
import { frame, PlanePicture } from './plane.js';
import { count, over, several } from './words.js';

/** Milliseconds between two pictures where they move. */
const STEP = 120;

/** Whether examples of that shape have two features. */
export const isPlane = (shape) => shape?.reduce((n, side) => n * side, 1) === 2;

/**
 * Networks of two features on their way: what they say all over the plane, for each seed, at the snapshot that a slider says.
 * {@code asked.at} is that iteration, or empty for the last.
 */
export class Living {
  constructor(asked, { large = false } = {}) {
    this.asked = asked;
    this.pictures = [];
    this.told = h('p', { class: 'small muted', 'aria-live': 'polite' });
    this.where = h('output', {});
    this.slider = h('input', { type: 'range', min: 0, step: 1, 'aria-label': 'Snapshot', oninput: () => { this.stop(); this.to(Number(this.slider.value)); } });
    this.button = h('button', { type: 'button', onclick: () => (this.timer ? this.stop() : this.play()) }, 'Play');
    this.controls = h('div', { class: 'controls', hidden: true }, this.button, h('label', { class: 'scrub' }, this.slider), this.where);
    this.grid = h('div', { class: large ? 'planes large' : 'planes' });
    this.element = h('div', {}, this.controls, this.grid, this.told);
  }

  /** Shows the networks of {@code view} among {@code examples}, both as control tells of them. */
  show(view, examples) {
    const why = undrawable(view);
    if (why || view.trials.length === 0) {
      this.stop();
      this.controls.hidden = true;
      fill(this.grid);
      this.told.textContent = why ? `Not drawn: ${why}.` : 'A network is drawn when its trial has ended, and every few seconds on its way.';
      return;
    }
    const features = floats(examples.features);
    this.network = new Network(view);
    const target = examples.targets.find((t) => t.name === this.network.head.target) ?? examples.targets[0];
    this.data = { sides: frame(features), features, targets: target.values, rows: examples.rows.length };
    this.trials = view.trials.map((trial) => ({ ...trial, weights: floats(trial.weights) }));
    this.iterations = [...new Set(this.trials.flatMap((trial) => trial.iterations))].sort((a, b) => a - b);
    this.arrange();
    const at = this.iterations.findLastIndex((iteration) => iteration <= Number(this.asked.at));
    this.controls.hidden = this.iterations.length < 2;
    this.slider.max = this.iterations.length - 1;
    this.to(this.asked.at === '' || at < 0 ? this.iterations.length - 1 : at);
    this.told.textContent = this.explanation(examples);
  }

  /** A canvas for each trial; those that are there stay. */
  arrange() {
    while (this.pictures.length > this.trials.length) {
      const gone = this.pictures.pop();
      gone.plane.picture.dispose();
      gone.figure.remove();
    }
    while (this.pictures.length < this.trials.length) {
      const canvas = h('canvas', { role: 'img' });
      const caption = h('figcaption', { class: 'small' });
      const figure = h('figure', {}, canvas, caption);
      this.grid.append(figure);
      this.pictures.push({ figure, canvas, caption, plane: new PlanePicture(canvas) });
    }
  }

  to(index) {
    const iteration = this.iterations[index];
    const last = index === this.iterations.length - 1;
    this.index = index;
    this.slider.value = index;
    this.slider.setAttribute('aria-valuetext', `iteration ${iteration}`);
    this.where.textContent = `iteration ${count(iteration)}`;
    this.asked.at = last ? '' : String(iteration);
    this.grid.dataset.iteration = iteration;
    this.trials.forEach((trial, i) => this.one(trial, this.pictures[i], iteration));
  }

  /** A trial at its last snapshot up to {@code iteration}. */
  one(trial, { canvas, caption, plane }, iteration) {
    const at = Math.max(0, trial.iterations.findLastIndex((own) => own <= iteration));
    const weights = trial.weights.subarray(at * this.network.size, (at + 1) * this.network.size);
    const { sides, features, targets, rows } = this.data;
    const right = this.network.right(this.network.outputs(Float64Array.from(features), rows, weights), targets);
    const last = at === trial.iterations.length - 1;
    const words = `seed ${trial.seed}${right === null ? '' : `, ${right} of ${rows} right`}${last ? trial.end ? `, ${trial.end} at ${count(trial.iterations[at])}` : `, in training, at ${count(trial.iterations[at])}` : ''}`;
    caption.textContent = words;
    canvas.setAttribute('aria-label', `What the network says over the plane of its two features: ${words}`);
    canvas.dataset.right = right;
    plane.show({ network: this.network, weights, sides, features, targets });
  }

  play() {
    if (this.index === this.iterations.length - 1) this.to(0);
    this.button.textContent = 'Stop';
    this.timer = setInterval(() => {
      if (!this.element.isConnected || this.index >= this.iterations.length - 1) this.stop();
      else this.to(this.index + 1);
    }, STEP);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = 'Play';
  }

  explanation(examples) {
    const { head } = this.network;
    const colour = head.kind === 'regression' ? 'the stronger, the larger the number' : 'coloured by the likeliest class, the stronger the more certain';
    const thinned = this.trials.some((trial) => trial.published > trial.iterations.length) ? ' Of many snapshots some are shown.' : '';
    return `The plane of both features, ${colour}. Strokes: where units of the first layer are 0 before their activation.${
      head.kind === 'binary' ? ' Discs are of class 1, rings of class 0.' : ''} ${
      examples.total > examples.rows.length ? `${count(examples.rows.length)} of ${several(examples.total, 'example')}.` : ''}${thinned}`;
  }
}

/** An experiment's networks, several seeds of a variant side by side; hidden where there are not two features. */
export function networks(context) {
  const asked = settings(context.place, 'net', { at: '', variant: '' });
  const living = new Living(asked);
  const choice = h('div', { class: 'controls' });
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'networks-title', hidden: true },
    h('header', {}, h('div', {}, h('h2', { id: 'networks-title' }, 'Networks on their way')), choice), living.element);
  let shown = '';
  let offered = false;
  let examples;

  async function refresh() {
    const { dataset, variants, status } = context.overview();
    if (!isPlane(dataset?.shape) || variants.length === 0) return;
    panel.hidden = false;
    if (!offered && variants.length > 1) {
      offered = true;
      fill(choice, select('Variant', variants.slice(0, 200).map((v) => [String(v.ordinal), v.label]), String(variant()), (v) => { asked.variant = v; refresh(); }));
    }
    const row = variants[variant()];
    const state = `${row.ordinal} ${Object.values(row.ends).reduce((n, ended) => n + ended, 0)} ${over(status) ? '' : status.iterations}`;
    if (state === shown) return;
    try {
      const [view, few] = await Promise.all([api.networks(context.id, { variant: row.ordinal }), examples ?? api.examples(context.id, {})]);
      examples = few;
      shown = state;
      living.show(view, examples);
    } catch (problem) {
      living.told.textContent = problem.message; // the page is whole without
    }
  }

  function variant() {
    const told = Number(asked.variant);
    return asked.variant !== '' && context.overview().variants[told] ? told : context.chosen()[0] ?? 0;
  }

  return { panel, refresh };
}
