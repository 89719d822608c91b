import { Picture } from './charts.js';
import { fill, h } from './dom.js';
import { floats } from './network.js';
import { probability } from './words.js';

/** The sides of the picture that {@code shape} is of, with its channels; null of none. */
function image(shape) {
  if (shape.length < 2 || shape.length > 3) return null;
  const [height, width, channels = 1] = shape;
  return channels === 1 || channels === 3 ? { height, width, channels } : null;
}

/** Whether examples of that shape can be shown as pictures. */
export const pictured = (shape) => image(shape) !== null;

/**
 * The examples of which a network is least certain, as pictures.
 *
 * @param uncertain what is said of each: { row, wanted, said, probability }
 * @param examples those, in that order
 */
export function leastCertain(uncertain, examples) {
  const sides = image(examples.shape);
  const all = floats(examples.features);
  const [low, high] = all.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const each = sides.height * sides.width * sides.channels;
  const name = (k) => examples.targets[0].classes[k] ?? String(k);
  return h('div', { class: 'planes small' }, uncertain.map((one, i) => {
    const words = `${name(one.wanted)} taken for ${name(one.said)}`;
    const told = one.wanted === one.said ? `${name(one.said)}, right` : words;
    const canvas = h('canvas', { role: 'img', 'aria-label': `Example ${one.row}: ${told}, at a probability of ${probability(one.probability)}` });
    const own = all.subarray(i * each, (i + 1) * each);
    canvas.dataset.picture = one.row;
    new Picture(canvas, (context, width, height) => paint(context, width, height, own, sides, low, high)); // as the page's look changes, too
    return h('figure', {}, canvas, fill(h('figcaption', { class: 'small' }), one.wanted === one.said ? null : h('strong', {}, 'wrong: '), `${told} (${probability(one.probability)})`));
  }));
}

function paint(context, width, height, own, sides, low, high) {
  const small = document.createElement('canvas');
  small.width = sides.width;
  small.height = sides.height;
  const pen = small.getContext('2d');
  const pixels = pen.createImageData(sides.width, sides.height);
  for (let i = 0; i < sides.width * sides.height; i++) {
    for (let k = 0; k < 3; k++) {
      const v = own[i * sides.channels + (sides.channels === 3 ? k : 0)];
      pixels.data[4 * i + k] = (255 * (v - low)) / (high - low || 1);
    }
    pixels.data[4 * i + 3] = 255;
  }
  pen.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  const scale = Math.min(width / sides.width, height / sides.height);
  context.drawImage(small, (width - scale * sides.width) / 2, (height - scale * sides.height) / 2, scale * sides.width, scale * sides.height);
}
