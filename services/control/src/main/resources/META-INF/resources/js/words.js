const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12345 → 12 345, with thin spaces. */
export const count = (n) => whole.format(n).replaceAll(',', '\u202f');

/** 1234567 → 1.23 M. */
export function rounded(n) {
  const [scale, unit] = n >= 1e9 ? [1e9, 'G'] : n >= 1e6 ? [1e6, 'M'] : n >= 1e4 ? [1e3, 'k'] : [1, ''];
  return unit ? `${Number((n / scale).toPrecision(3))}\u202f${unit}` : count(n);
}

/** Metrics and the like: four significant digits. */
export function decimal(x) {
  if (x === null || x === undefined) return '–';
  if (x !== 0 && (Math.abs(x) < 1e-4 || Math.abs(x) >= 1e6)) return x.toExponential(2).replace(/\.?0+e/, 'e');
  return String(Number(x.toPrecision(4)));
}

/** A probability with so many digits as tell it from 0 and 1. */
export function probability(p) {
  const rest = Math.min(p, 1 - p);
  return p.toFixed(rest > 0 ? Math.min(6, Math.max(2, -Math.floor(Math.log10(rest)))) : 2);
}

export const several = (n, word) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;

export function clock(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Milliseconds since then, for people. */
export function ago(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return 'just now';
  const [each, word] = [[86400, 'day'], [3600, 'hour'], [60, 'minute']].find(([length]) => seconds >= length);
  return `${several(Math.floor(seconds / each), word)} ago`;
}

/** A quantile of iterations to target; one that was not reached is beyond the budget. */
export const quantile = (q) => (q.reached ? count(q.iterations) : `>\u202f${count(q.iterations)}`);
export const at = (quantiles, p) => quantiles.find((q) => q.probability === p);
export const spread = (quantiles) =>
  quantiles.length ? `${quantile(at(quantiles, 0.1))} – ${quantile(at(quantiles, 0.9))}` : '–';

export const over = (status) => ['complete', 'rejected', 'cancelled'].includes(status.state);

export const endings = (ends) =>
  Object.entries(ends).filter(([, n]) => n > 0).map(([end, n]) => `${count(n)} ${end}`).join(' · ');

/** Share of the work that is done: of trials or of the budget, whichever is more. */
export function share(status) {
  if (status.state === 'complete') return 1;
  const trials = status.total ? status.ended / status.total : 0;
  const work = status.iterationBudget ? status.iterations / status.iterationBudget : 0;
  return Math.min(1, Math.max(trials, work));
}

/** How fast an experiment gets on, from the statuses seen so far. */
export class Pace {
  seen = [];

  on(status) {
    const now = { at: performance.now() / 1000, iterations: status.iterations, share: share(status) };
    if (!this.first || now.share <= this.first.share) this.first = now;
    this.seen.push(now);
    while (this.seen.length > 2 && now.at - this.seen[0].at > 10) this.seen.shift();
    this.last = now;
    return this;
  }

  /** Iterations per second over the last seconds. */
  rate() {
    const from = this.seen[0];
    const seconds = this.last.at - from.at;
    return seconds > 0 ? (this.last.iterations - from.iterations) / seconds : 0;
  }

  /** Seconds left if it goes on like this; null while nobody can say. */
  left() {
    const done = this.last.share - this.first.share;
    return done < 0.02 ? null : ((this.last.at - this.first.at) * (1 - this.last.share)) / done;
  }
}
