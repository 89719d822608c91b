/** The middle of iterations to target, those that were not reached beyond all others; null of none. */
export function median(observed) {
  if (observed.length === 0) return null;
  const sorted = observed.map((o) => (o.reached ? o.iterations : Infinity)).sort((a, b) => a - b);
  const position = (sorted.length - 1) / 2;
  const below = Math.floor(position);
  const value = below === position || sorted[below] === Infinity ? sorted[below] : (sorted[below] + sorted[below + 1]) / 2;
  if (Number.isFinite(value)) return { iterations: value, reached: true };
  return { iterations: observed.reduce((least, o) => (o.reached ? least : Math.min(least, o.iterations)), Infinity), reached: false };
}

/** Iterations to target of a sweep's trials, by variant: { iterations, reached }. */
export class Endings {
  constructor({ variants = [], iterations = [], reached = [] } = {}) {
    this.by = new Map();
    this.count = variants.length;
    variants.forEach((variant, i) => {
      if (!this.by.has(variant)) this.by.set(variant, []);
      this.by.get(variant).push({ variant, iterations: iterations[i], reached: reached[i] });
    });
  }

  of(ordinal) {
    return this.by.get(ordinal) ?? [];
  }

  /** Those of several variants, within the smallest of their budgets. */
  together(rows) {
    const budget = rows.reduce((least, row) => Math.min(least, row.budget), Infinity);
    return rows.flatMap((row) => this.of(row.ordinal)).map((o) => (o.iterations <= budget ? o : { ...o, iterations: budget, reached: false }));
  }
}
