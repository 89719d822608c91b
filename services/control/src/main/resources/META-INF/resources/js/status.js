import { h } from './dom.js';
import { clock, count, endings, over, rounded, several, share } from './words.js';

const TONES = { complete: 'good', rejected: 'bad', cancelled: '', running: 'open', submitted: 'open', paused: '' };
export const END_TONES = { converged: 'good', exhausted: 'open', diverged: 'bad', failed: 'bad', cancelled: '' };

export const chip = (state) => h('span', { class: `chip ${TONES[state] ?? ''}` }, state);
export const endChip = (end) => h('span', { class: `chip ${END_TONES[end] ?? ''}` }, end ?? 'under way');

/** A bar and a line below it. */
export function progress(status, pace) {
  return h('div', { class: 'progress' },
    h('progress', { max: 1, value: share(status), class: status.state, 'aria-label': `Progress of ${status.name}` }),
    h('span', { class: 'small muted' }, line(status, pace)));
}

function line(status, pace) {
  if (status.state === 'rejected') return status.reason;
  const waiting = status.waiting ? `waiting: ${status.waiting}` : null;
  if (status.state === 'submitted') return [`preparing the data for ${several(status.total, 'trial')}`, waiting].filter(Boolean).join(' · ');
  const trials = `${count(status.ended)} of ${several(status.total, 'trial')} ended`;
  if (over(status)) return [trials, endings(status.ends)].filter(Boolean).join(' · ');
  if (status.state === 'paused') return [trials, 'paused'].join(' · ');
  const left = pace.left();
  return [trials, waiting ?? (left === null ? null : `about ${clock(left)} left`)].filter(Boolean).join(' · ');
}

/** The same in figures. */
export function figures(status, pace) {
  const facts = [
    ['Trials ended', `${count(status.ended)} / ${count(status.total)}`],
    ['Iterations', rounded(status.iterations)],
  ];
  if (!over(status) && status.state !== 'paused') {
    const rate = pace.rate();
    const left = pace.left();
    facts.push(['Iterations per second', rate > 0 ? rounded(rate) : '–'], ['Time left', left === null ? '–' : `about ${clock(left)}`]);
  }
  for (const end of ['converged', 'exhausted', 'diverged', 'failed', 'cancelled']) {
    if (status.ends[end]) facts.push([end[0].toUpperCase() + end.slice(1), count(status.ends[end])]);
  }
  return h('dl', { class: 'figures' }, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}
