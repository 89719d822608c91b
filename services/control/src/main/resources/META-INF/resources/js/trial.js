import { api, follow } from './api.js';
import { axis, Chart, extent, tooltip } from './charts.js';
import { choice, fill, h, select } from './dom.js';
import { Living, isPlane } from './living.js';
import { settings } from './place.js';
import { endChip } from './status.js';
import { leastCertain, pictured } from './unsure.js';
import { histograms } from './weights.js';
import { clock, count, decimal, several } from './words.js';

const GRID = { left: 62, right: 22, top: 18, bottom: 46 };

/** One trial: its curve, where its snapshots stand, and what produced it. */
export async function trial(room, { arguments: [id, name], place, online, left }) {
  let view = await api.oneTrial(id, name);
  const asked = settings(place, '', { metric: 'loss', x: 'log' }, { x: ['log', 'linear'] });
  const end = h('span', {});
  const facts = h('div', { class: 'pair' });
  const inside = h('div', {});
  let opened = false;
  const metrics = h('span', {});
  const host = h('div', { class: 'plot' });
  const note = h('p', { class: 'plot-note small muted' });
  const back = `#/experiment/${encodeURIComponent(id)}`;
  const beside = h('p', { class: 'key small' });
  neighbours(id, name, place).then((links) => { if (!left()) fill(beside, links); }, () => {}); // the page is whole without

  fill(room,
    h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Experiments'), ' / ', h('a', { href: back }, id), ' /'),
    h('div', { class: 'head' },
      h('div', {}, h('h1', {}, `Seed ${view.seed}, ${view.fold ? `fold ${view.fold}, ` : ''}${view.label}`), h('p', { class: 'key' }, end, h('span', { class: 'mono muted' }, name)), beside),
      h('div', { class: 'actions' },
        h('a', { class: 'button', href: `${api.trial(id, name)}/curve.csv`, download: `${name}.csv` }, 'Curve CSV'),
        h('a', { class: 'button', href: api.trial(id, name), download: `${name}.json` }, 'JSON'))),
    h('section', { class: 'card panel', 'aria-labelledby': 'curve-title' },
      h('header', {}, h('h2', { id: 'curve-title' }, 'Curve'),
        h('div', { class: 'controls' }, metrics, choice('Iterations', [['log', 'log'], ['linear', 'linear']], asked.x, (v) => { asked.x = v; load(); }))),
      host, note),
    inside, facts);
  const chart = new Chart(host, 'Curve', () => load());
  let curve;

  async function refresh() {
    view = await api.oneTrial(id, name);
    if (left()) return;
    const result = view.result;
    fill(end, endChip(result?.end));
    if (view.metrics.length && !metrics.firstChild) {
      if (!view.metrics.includes(asked.metric)) asked.metric = view.metrics[0];
      fill(metrics, select('Metric', view.metrics.map((m) => [m, m]), asked.metric, (v) => { asked.metric = v; load(); }));
    }
    fill(facts, result ? [outcome(view), provenance(view)] : [h('section', { class: 'card panel' }, h('h2', {}, 'Under way'),
      h('p', { class: 'muted' }, `${several(view.iterations, 'iteration')} of at most ${count(view.budget)} so far.`))]);
    if (result?.model && !opened) {
      opened = true;
      look(inside, { id, view, place, left });
    }
    await load();
  }

  async function load() {
    if (view.metrics.length === 0) {
      note.textContent = 'No points yet.';
      return;
    }
    curve = await api.curve(id, { trial: name, metric: asked.metric, spacing: asked.x, columns: chart.columns(GRID) });
    if (!left()) draw();
  }

  function draw() {
    if (!curve) return;
    note.textContent = /^(train|validation|test)\./.test(asked.metric) ? 'Measured now and then: what happens in between is not known.'
      : curve.length > curve.iterations.length ? `${several(curve.length, 'iteration')}, drawn through ${several(curve.iterations.length, 'point')}: the first, last, lowest and highest of each column of pixels.` : '';
    if (view.snapshots.length > 0) note.textContent = `${note.textContent} Strokes at the foot: snapshots of the weights.`.trim();
    host.setAttribute('aria-label', `${asked.metric} over ${count(curve.length)} iterations, from ${decimal(curve.values[0])} to ${decimal(curve.values.at(-1))}`);
    const range = extent(curve.values);
    const snapshots = view.snapshots;
    chart.draw((colours) => ({
      grid: GRID,
      tooltip: tooltip(colours, ([item]) => `Iteration ${count(item.value[0])}\n${asked.metric} ${decimal(item.value[1])}`, { trigger: 'axis' }),
      xAxis: axis(colours, 'Iteration', { type: asked.x === 'log' ? 'log' : 'value', min: 1, max: Math.max(2, curve.length), nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(colours, asked.metric, { type: 'value', nameGap: 46, scale: true, ...(asked.metric.endsWith('accuracy') ? { min: 0, max: 1 } : { min: range?.[0] > 0 && range[0] < range[1] / 3 ? 0 : undefined }), axisLabel: { color: colours.ink2, formatter: decimal } }),
      series: [{
        type: 'line', showSymbol: false, data: curve.iterations.map((i, n) => [i, curve.values[n]]), z: 3,
        lineStyle: { color: colours.series[0], width: 2 }, itemStyle: { color: colours.series[0] }, emphasis: { disabled: true },
      }, {
        // A stroke at the foot for each snapshot of the weights.
        type: 'custom', silent: true, tooltip: { show: false }, data: snapshots.map((i) => [i, curve.values.at(-1)]),
        renderItem: ({ coordSys }, at) => {
          const [x] = at.coord([at.value(0), at.value(1)]);
          const foot = coordSys.y + coordSys.height;
          return { type: 'line', shape: { x1: x, x2: x, y1: foot - 7, y2: foot }, style: { stroke: colours.ink2, lineWidth: 1 } };
        },
      }],
    }));
  }

  await refresh();
  let last = -1;
  let busy = false;
  return view.result ? undefined : follow(`${api.of(id)}/events`, async (status, close) => {
    if (busy || status.iterations + status.ended === last) return;
    last = status.iterations + status.ended;
    busy = true;
    try {
      await refresh();
      if (view.result) close();
    } finally {
      busy = false;
    }
  }, online);
}

/** What can be seen of its network: over the plane of two features, its weights, the examples of which it is least certain. */
async function look(room, { id, view, place, left }) {
  const panel = (name, title, ...more) => h('section', { class: 'card panel', 'aria-labelledby': `${name}-title` }, h('header', {}, h('h2', { id: `${name}-title` }, title)), more);
  const [network, unsure] = await Promise.allSettled([api.networks(id, { variant: view.variant, seeds: view.seed }), uncertain(id, view)]);
  if (left()) return;
  const panels = [];
  if (network.value?.trials.length) {
    const { value } = network;
    if (isPlane(value.shape)) {
      const living = new Living(settings(place, 'net', { at: '' }), { large: true });
      panels.push(panel('network', 'Network on its way', living.element));
      api.examples(id, { fold: view.fold }).then((examples) => { if (!left()) living.show(value, examples); }, (problem) => { living.told.textContent = problem.message; });
    }
    panels.push(panel('weights', 'Weights on their way', histograms(value, value.trials[0])));
  }
  if (unsure.value) panels.push(panel('unsure', `Least certain, on ${unsure.value.split}`, leastCertain(unsure.value.uncertain, unsure.value.examples)));
  fill(room, panels);
}

/** The examples of which it is least certain, on the last split that there is, if they are pictures. */
async function uncertain(id, view) {
  const [split, [classes]] = Object.entries(view.result.classes ?? {}).at(-1) ?? [null, []];
  if (!classes?.uncertain.length) return null;
  const examples = await api.examples(id, { split, fold: view.fold, rows: classes.uncertain.map((u) => u.row) });
  return pictured(examples.shape) ? { split, uncertain: classes.uncertain, examples } : null;
}

const list = (facts) => h('dl', { class: 'facts' }, facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  .flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

/** The trials before and after this one among its variant's, and those of its seed of other variants; the controls stay as they are. */
async function neighbours(id, name, place) {
  const [ordinal, seed] = name.split('.').slice(-2).map(Number);
  const [{ trials }, { variants }] = await Promise.all([api.trials(id, { variant: ordinal, sort: 'seed', limit: 500 }), api.overview(id)]);
  const to = (trial) => `#/experiment/${encodeURIComponent(id)}/trial/${encodeURIComponent(trial)}${place.query()}`;
  const at = trials.findIndex((t) => t.trial === name);
  const link = (t, text) => (t ? h('a', { href: to(t.trial) }, text(t)) : null);
  const others = variants.slice(0, 200).map((v) => [String(v.ordinal), v.label]);
  return [
    link(at > 0 && trials[at - 1], (t) => `← Seed ${t.seed}`), link(at >= 0 && trials[at + 1], (t) => `Seed ${t.seed} →`),
    others.length > 1 ? select('Same seed of', others, String(ordinal), (v) => { location.hash = to(`${id}.${v}.${seed}`); }) : null,
  ];
}

/** Where a split is measured now and then, an iteration is known to lie between two measurements. */
const between = (after, iteration) => (after === null || after === iteration - 1 ? count(iteration) : `${count(after + 1)} to ${count(iteration)}`);

const toTarget = (view, result) =>
  (result.iterationsToTarget === null ? `not reached, budget ${count(view.budget)}` : between(result.iterationsToTargetAfter, result.iterationsToTarget));

function outcome(view) {
  const result = view.result;
  const metrics = Object.entries(result.metrics).map(([split, m]) => [`On ${split}`, `loss ${decimal(m.loss)}, accuracy ${decimal(m.accuracy)}`]);
  return h('section', { class: 'card panel', 'aria-labelledby': 'outcome-title' }, h('h2', { id: 'outcome-title' }, 'Outcome'),
    result.disagreements.length ? h('div', { class: 'notice bad' }, h('p', {}, h('strong', {}, 'Trainer and evaluator disagree.')), result.disagreements.map((d) => h('p', {}, d))) : null,
    list([
      ['Iterations to target', toTarget(view, result)],
      ['Epochs to target', result.epochsToTarget === null ? null : result.epochsToTarget >= 1000 ? count(result.epochsToTarget) : decimal(result.epochsToTarget)],
      ...(result.reached ?? []).map((r) => [`First ${r.target}`, r.iteration === null ? 'never' : between(r.after, r.iteration)]),
      ['Given up', result.stopped],
      ['Iterations', count(result.iterations)],
      ...metrics,
      ['Lowest loss', result.best && `${decimal(result.best.loss)} at ${count(result.best.lossIteration)}`],
      ['Highest accuracy', result.best && `${decimal(result.best.accuracy)} at ${count(result.best.accuracyIteration)}`],
      ...Object.entries(result.bestOn ?? {}).map(([split, b]) => [`Best on ${split}`,
        `loss ${decimal(b.loss)} at ${b.lossIteration === null ? '–' : count(b.lossIteration)}, accuracy ${decimal(b.accuracy)} at ${b.accuracyIteration === null ? '–' : count(b.accuracyIteration)}`]),
      ['Separates the classes', result.separates === null ? null : result.separates ? 'yes' : 'no'],
      ['Evaluator', result.agrees === null ? null : result.agrees ? 'agrees with the trainer' : 'disagrees'],
      ['Training took', result.seconds === null ? null : result.seconds < 1 ? `${decimal(result.seconds)} s` : clock(result.seconds)],
      ['Processor time', result.processorSeconds == null ? null : `${decimal(result.processorSeconds)} s, its share`],
      ['Reason', result.reason],
      ['Snapshots', view.snapshots.length ? `${several(view.snapshots.length, 'set')} of weights, at iteration ${view.snapshots.slice(0, 12).map(count).join(', ')}${view.snapshots.length > 12 ? ` … ${count(view.snapshots.at(-1))}` : ''}` : null],
    ]));
}

function provenance(view) {
  const { provenance: p, cohort, model } = view.result;
  return h('section', { class: 'card panel', 'aria-labelledby': 'provenance-title' }, h('h2', { id: 'provenance-title' }, 'Provenance'),
    list([
      ['Specification', p && h('span', { class: 'mono' }, p.specification)], ['Data', p && h('span', { class: 'mono' }, p.dataset)], ['Seed', String(view.seed)], ['Fold', view.fold ? String(view.fold) : null],
      ['Cohort', h('span', { class: 'mono' }, cohort)], ['Weights in the log', model && h('span', { class: 'mono' }, model)],
      ['Engine', p?.engine], ['Device', p?.device], ['TensorFlow', p?.tensorflow], ['Initial weights', p?.generator], ['Descent', p?.build],
    ]));
}
