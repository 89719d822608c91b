/** Numbers that came as base64 of float32, little-endian. */
export function floats(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Float32Array(bytes.buffer);
}

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** Φ(z), by ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …) (Marsaglia 2004). */
function normal(z) {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0;
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-12; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

const ACTIVATIONS = {
  none: (z) => z,
  sigmoid,
  relu: (z) => Math.max(0, z),
  tanh: Math.tanh,
  'leaky-relu': (z) => (z > 0 ? z : z / 100),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  selu: (z) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z)),
  gelu: (z) => z * normal(z),
  silu: (z) => z / (1 + Math.exp(-z)),
  mish: (z) => z * Math.tanh(softplus(z)),
  softplus,
  square: (z) => z * z,
};

/** Layers that leave a network alone where it is used and not trained. */
const IDLE = ['flatten', 'dropout', 'gaussian-noise'];

/** The most parameters of a network that is computed here. */
const MOST = 20000;

/**
 * Why the networks that control tells of are not drawn over a plane; empty if they are. Drawn are networks of two features
 * whose layers are dense.
 */
export function undrawable({ shape, layers, size }) {
  if (shape.reduce((n, side) => n * side, 1) !== 2) return 'there are more features than two';
  const strange = layers.find(({ layer }) => !['dense', 'activation', 'layer-norm', 'batch-norm', ...IDLE].includes(layer));
  if (strange) return `a ${strange.layer} layer is not computed here`;
  return size > MOST ? `it has more than ${MOST} parameters` : '';
}

/** The networks of a variant, computed from a row of weights. */
export class Network {
  constructor({ layers, heads, parameters, size }) {
    this.layers = layers;
    this.head = heads[0];
    this.size = size;
    this.arrays = new Map(parameters.map((p) => [p.name, p]));
  }

  /**
   * What its first head says of each of {@code count} examples: probabilities, or numbers for regression.
   *
   * @param x [count, features]
   * @param weights [size]
   * @return [count, outputs]
   */
  outputs(x, count, weights) {
    let values = x;
    this.layers.forEach((layer, i) => { values = this.through(layer, `layer${i}`, values, count, weights); });
    const z = this.dense(this.head.name, values, count, weights);
    if (this.head.kind === 'binary' || this.head.kind === 'multi-label') return z.map(sigmoid);
    return this.head.kind === 'multi-class' ? softmax(z, this.head.outputs) : z;
  }

  through({ layer, activation, epsilon }, name, x, count, weights) {
    if (layer === 'dense') return this.dense(name, x, count, weights).map(ACTIVATIONS[activation]);
    if (layer === 'activation') return x.map(ACTIVATIONS[activation]);
    if (layer === 'layer-norm' || layer === 'batch-norm') return this.normalised(layer, epsilon, name, x, count, weights);
    return x;
  }

  normalised(layer, epsilon, name, x, count, weights) {
    const width = x.length / count;
    const [scale, biases, mean, variance] = ['scale', 'biases', 'mean', 'variance'].map((own) => this.at(`${name}/${own}`, weights));
    const out = new Float64Array(x.length);
    for (let n = 0; n < count; n++) {
      const row = x.subarray(n * width, (n + 1) * width);
      const own = layer === 'layer-norm' ? moments(row) : null;
      for (let i = 0; i < width; i++) {
        const centred = row[i] - (own ? own.mean : mean[i]);
        out[n * width + i] = (centred / Math.sqrt((own ? own.variance : variance[i]) + epsilon)) * scale[i] + biases[i];
      }
    }
    return out;
  }

  /** x·W + b. */
  dense(name, x, count, weights) {
    const [fan, units] = this.arrays.get(`${name}/weights`).shape;
    const w = this.at(`${name}/weights`, weights);
    const b = this.at(`${name}/biases`, weights);
    const z = new Float64Array(count * units);
    for (let n = 0; n < count; n++) {
      for (let u = 0; u < units; u++) {
        let sum = b ? b[u] : 0;
        for (let i = 0; i < fan; i++) sum += x[n * fan + i] * w[i * units + u];
        z[n * units + u] = sum;
      }
    }
    return z;
  }

  at(name, weights) {
    const array = this.arrays.get(name);
    return array && weights.subarray(array.offset, array.offset + array.shape.reduce((n, side) => n * side, 1));
  }

  /** Where the units of the first layer are 0 before their activation: a·x₁ + b·x₂ + c = 0 each. */
  lines(weights) {
    const first = this.layers.findIndex(({ layer }) => !IDLE.includes(layer));
    if (first < 0 || this.layers[first].layer !== 'dense') return [];
    const [, units] = this.arrays.get(`layer${first}/weights`).shape;
    const w = this.at(`layer${first}/weights`, weights);
    const b = this.at(`layer${first}/biases`, weights);
    return Array.from({ length: units }, (_, u) => [w[u], w[units + u], b ? b[u] : 0]);
  }

  /** How many examples the first head tells right, or null where that is a matter of tolerance. */
  right(outputs, targets) {
    if (this.head.tolerance > 0) return null;
    const each = this.head.outputs;
    return targets.reduce((n, wanted, row) => {
      if (each === 1) return n + ((outputs[row] >= 0.5) === (wanted >= 0.5) ? 1 : 0);
      const own = outputs.subarray(row * each, (row + 1) * each);
      return n + (own.indexOf(Math.max(...own)) === wanted ? 1 : 0);
    }, 0);
  }
}

function moments(row) {
  const mean = row.reduce((sum, v) => sum + v, 0) / row.length;
  return { mean, variance: row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / row.length };
}

function softmax(z, classes) {
  const out = new Float64Array(z.length);
  for (let from = 0; from < z.length; from += classes) {
    const row = z.subarray(from, from + classes);
    const most = Math.max(...row);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += out[from + k] = Math.exp(row[k] - most);
    for (let k = 0; k < classes; k++) out[from + k] /= sum;
  }
  return out;
}
