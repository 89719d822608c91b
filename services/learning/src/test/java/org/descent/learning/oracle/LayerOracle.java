package org.descent.learning.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.ActivationLayer;
import org.descent.contracts.spec.AveragePool;
import org.descent.contracts.spec.AveragePool1d;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.Dropout;
import org.descent.contracts.spec.Embedding;
import org.descent.contracts.spec.GaussianNoise;
import org.descent.contracts.spec.GlobalAveragePool;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.LayerNorm;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.MaxPool;
import org.descent.contracts.spec.MaxPool1d;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.RandomFlip;
import org.descent.contracts.spec.RandomShift;
import org.descent.contracts.spec.Residual;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.Slice;
import org.descent.contracts.spec.Sliding;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.BatchOrder;
import org.descent.learning.RandomStreams;

/**
 * Every layer in plain Java and double precision, a batch at a time, from its definition; gradients
 * are central differences. Slow: for networks of a few dozen parameters.
 */
public final class LayerOracle {
  private static final double DIFFERENCE = 1e-5;

  private final TrainingSpec training;
  private final Examples examples;
  private final ParameterLayout layout;
  private final List<OracleHead> heads;

  public LayerOracle(TrainingSpec training, Examples examples) {
    this.training = training;
    this.examples = examples;
    this.layout = ParameterLayout.of(training.network(), examples.shape());
    this.heads =
        training.network().heads().stream().map(h -> new OracleHead(h, training.loss())).toList();
  }

  /** Losses of iterations 1, 2, … before their updates. */
  public double[] losses(float[] initial, long seed, int iterations) {
    var order = new BatchOrder(examples.count(), batchSize(), seed);
    var parameters = IntStream.range(0, initial.length).mapToDouble(i -> initial[i]).toArray();
    var updating = new OracleUpdate(training, layout, training.batch().epoch(examples.count()));
    var losses = new double[iterations];
    for (int t = 1; t <= iterations; t++) {
      var batch = training.batch().full() ? everything() : order.next();
      boolean own = training.batch().measure() == BatchSpec.Measure.BATCH;
      int now = t;
      losses[t - 1] = loss(parameters, own ? batch : everything(), Pass.MEASURE);
      var pass = new Pass(true, seed, now, new LinkedHashMap<>());
      var gradient = gradient(parameters, p -> loss(p, batch, pass.again()));
      loss(parameters, batch, pass);
      updating.update(t, parameters, gradient);
      pass.remembered().forEach((name, value) -> put(parameters, name, value));
    }
    return losses;
  }

  private static double[] gradient(double[] parameters, ToDoubleFunction<double[]> loss) {
    var gradient = new double[parameters.length];
    for (int i = 0; i < gradient.length; i++) {
      var moved = parameters.clone();
      moved[i] += DIFFERENCE;
      double above = loss.applyAsDouble(moved);
      moved[i] = parameters[i] - DIFFERENCE;
      gradient[i] = (above - loss.applyAsDouble(moved)) / (2 * DIFFERENCE);
    }
    return gradient;
  }

  /**
   * What a pass is for.
   *
   * @param remembered arrays that are not trained, as they are after it
   */
  record Pass(boolean training, long seed, int iteration, Map<String, double[]> remembered) {
    static final Pass MEASURE = new Pass(false, 0, 0, Map.of());

    Pass again() {
      return new Pass(training, seed, iteration, new LinkedHashMap<>());
    }
  }

  private void put(double[] parameters, String name, double[] values) {
    System.arraycopy(values, 0, parameters, layout.parameter(name).offset(), values.length);
  }

  private double loss(double[] parameters, int[] batch, Pass pass) {
    var out = layers(new Reading(parameters), batch, pass);
    double total = 0;
    for (var head : heads) {
      var targets = examples.columns(head.head().targets());
      for (int i = 0; i < batch.length; i++) {
        var z = dense(new Reading(parameters), head.head().name(), out[i], true);
        total += head.head().weight() * head.loss(z, row(targets, batch[i])) / batch.length;
      }
    }
    return total;
  }

  private static double[] row(List<float[]> columns, int example) {
    return columns.stream().mapToDouble(column -> column[example]).toArray();
  }

  /** Parameters by name. */
  private final class Reading {
    private final double[] parameters;

    Reading(double[] parameters) {
      this.parameters = parameters;
    }

    double[] array(String name) {
      var parameter = layout.parameter(name);
      return Arrays.copyOfRange(
          parameters, parameter.offset(), parameter.offset() + parameter.size());
    }
  }

  private double[][] layers(Reading reading, int[] batch, Pass pass) {
    int width = examples.width();
    var x = new double[batch.length][width];
    for (int i = 0; i < batch.length; i++) {
      for (int k = 0; k < width; k++) {
        x[i][k] = examples.features()[batch[i] * width + k];
      }
    }
    var drawing = new int[1];
    return through(reading, training.network().named(), examples.shape(), x, pass, drawing);
  }

  /**
   * @param drawing layers before these that draw
   */
  private double[][] through(
      Reading reading,
      Map<String, LayerSpec> layers,
      List<Integer> in,
      double[][] given,
      Pass pass,
      int[] drawing) {
    var shape = in;
    var x = given;
    for (var named : layers.entrySet()) {
      var name = named.getKey();
      var layer = named.getValue();
      shape = layer.seen(shape);
      if (layer instanceof Dropout dropout) {
        x = dropped(pass, drawing[0]++, dropout.rate(), x);
      } else if (layer instanceof RandomFlip flip) {
        x = ImageOracle.flipped(pass, drawing[0]++, flip, shape, x);
      } else if (layer instanceof RandomShift shift) {
        x = ImageOracle.shifted(pass, drawing[0]++, shift, shape, x);
      } else if (layer instanceof GaussianNoise noise) {
        x = ImageOracle.noisy(pass, drawing[0]++, noise, x);
      } else if (layer instanceof BatchNorm norm) {
        x = overBatch(reading, name, norm, shape.get(shape.size() - 1), x, pass);
      } else if (layer instanceof Residual residual) {
        var body = new LinkedHashMap<String, LayerSpec>();
        var shortcut = new LinkedHashMap<String, LayerSpec>();
        for (int i = 0; i < residual.layers().size(); i++) {
          body.put(name + "/" + i, residual.layers().get(i));
        }
        for (int i = 0; i < residual.shortcut().size(); i++) {
          shortcut.put(name + "/shortcut" + i, residual.shortcut().get(i));
        }
        var more = through(reading, body, shape, x, pass, drawing);
        x = sum(more, through(reading, shortcut, shape, x, pass, drawing));
      } else {
        x = layer(reading, name, layer, shape, x);
      }
      shape = layer.out(shape);
    }
    return x;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    var sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a[i].length; k++) {
        sum[i][k] = a[i][k] + b[i][k];
      }
    }
    return sum;
  }

  private double[][] layer(
      Reading reading, String name, LayerSpec layer, List<Integer> in, double[][] x) {
    if (layer instanceof LayerSpec.Dense dense) {
      return each(x, e -> activated(dense, dense(reading, name, e, !dense.unbiased())));
    } else if (layer instanceof LayerSpec.Conv2d conv) {
      return each(
          x,
          e ->
              activated(
                  conv, convolved(reading, name, conv, conv.rows(in), conv.columns(in), in, e)));
    } else if (layer instanceof LayerSpec.Flatten) {
      return x;
    } else if (layer instanceof ActivationLayer function) {
      return each(x, e -> activated(function, e));
    } else if (layer instanceof MaxPool pool) {
      return each(x, e -> pooled(pool.window(), pool.stride(), in, layer.out(in), e, true));
    } else if (layer instanceof AveragePool pool) {
      return each(x, e -> pooled(pool.window(), pool.stride(), in, layer.out(in), e, false));
    } else if (layer instanceof MaxPool1d pool) {
      return each(x, e -> overTime(pool.window(), pool.stride(), in, layer.out(in), e, true));
    } else if (layer instanceof AveragePool1d pool) {
      return each(x, e -> overTime(pool.window(), pool.stride(), in, layer.out(in), e, false));
    } else if (layer instanceof Slice slice) {
      return each(x, e -> sliced(slice, in.get(in.size() - 1), e));
    } else if (layer instanceof GlobalAveragePool) {
      return each(x, e -> channelMeans(in.get(in.size() - 1), e));
    }
    if (layer instanceof Conv1d conv) {
      var sliding =
          new Sliding(
              new Sides(conv.stride(), 1),
              conv.padding(),
              new Sides(conv.dilation(), 1),
              conv.groups());
      var images =
          new LayerSpec.Conv2d(
              conv.filters(), conv.kernel(), 1, conv.activation(), conv.unbiased(), sliding);
      var narrow = List.of(in.get(0), 1, in.get(1));
      var one = new WindowAxis(1, 1, 1, 1, 0, 1);
      return each(
          x,
          e -> activated(conv, convolved(reading, name, images, conv.steps(in), one, narrow, e)));
    } else if (layer instanceof Embedding embedding) {
      return each(x, e -> looked(reading.array(name + "/weights"), embedding, e));
    } else if (layer instanceof Gru gru) {
      return each(x, e -> recurred(reading, name, gru, in, e));
    }
    if (layer instanceof LayerNorm norm) {
      int length = in.get(in.size() - 1);
      return each(x, e -> alongLastAxis(reading, name, norm.epsilon(), length, e));
    }
    throw new IllegalArgumentException("no definition of " + layer);
  }

  private static double[] sliced(Slice slice, int length, double[] example) {
    return IntStream.range(0, example.length)
        .filter(k -> k % length >= slice.from() && k % length < slice.from() + slice.length())
        .mapToDouble(k -> example[k])
        .toArray();
  }

  private interface OfOne {
    double[] of(double[] example);
  }

  private static double[][] each(double[][] x, OfOne formula) {
    return Arrays.stream(x).map(formula::of).toArray(double[][]::new);
  }

  private static double[] activated(LayerSpec layer, double[] z) {
    return Arrays.stream(z).map(v -> Functions.value(layer.activation(), v)).toArray();
  }

  private static double[] dense(Reading reading, String name, double[] x, boolean biased) {
    var weights = reading.array(name + "/weights");
    int units = weights.length / x.length;
    var z = biased ? reading.array(name + "/biases") : new double[units];
    for (int j = 0; j < units; j++) {
      for (int k = 0; k < x.length; k++) {
        z[j] += x[k] * weights[k * units + j];
      }
    }
    return z;
  }

  private static double[] convolved(
      Reading reading,
      String name,
      LayerSpec.Conv2d conv,
      WindowAxis rows,
      WindowAxis columns,
      List<Integer> in,
      double[] x) {
    var kernels = reading.array(name + "/weights");
    var biases = conv.unbiased() ? new double[conv.filters()] : reading.array(name + "/biases");
    int channels = in.get(2) / conv.slides().groups();
    int filters = conv.filters() / conv.slides().groups();
    var z = new ArrayList<Double>();
    for (int y = 0; y < rows.out(); y++) {
      for (int u = 0; u < columns.out(); u++) {
        for (int f = 0; f < conv.filters(); f++) {
          double sum = biases[f];
          for (int dy = 0; dy < conv.kernelHeight(); dy++) {
            for (int du = 0; du < conv.kernelWidth(); du++) {
              int row = at(rows, y, dy);
              int column = at(columns, u, du);
              for (int c = 0; c < channels && row >= 0 && column >= 0; c++) {
                int channel = f / filters * channels + c;
                sum +=
                    x[(row * in.get(1) + column) * in.get(2) + channel]
                        * kernels[
                            ((dy * conv.kernelWidth() + du) * channels + c) * conv.filters() + f];
              }
            }
          }
          z.add(sum);
        }
      }
    }
    return z.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Where a window's element lies on its axis; -1 in the padding. */
  private static int at(WindowAxis axis, int place, int element) {
    int at = place * axis.stride() + element * axis.dilation() - axis.before();
    return at < axis.in() ? at : -1;
  }

  private static double[] pooled(
      Sides window,
      Sides stride,
      List<Integer> in,
      List<Integer> out,
      double[] x,
      boolean largest) {
    var pooled = new ArrayList<Double>();
    for (int y = 0; y < out.get(0); y++) {
      for (int u = 0; u < out.get(1); u++) {
        for (int c = 0; c < in.get(2); c++) {
          double most = Double.NEGATIVE_INFINITY;
          double sum = 0;
          for (int dy = 0; dy < window.height(); dy++) {
            for (int du = 0; du < window.width(); du++) {
              int row = y * stride.height() + dy;
              int column = u * stride.width() + du;
              double value = x[(row * in.get(1) + column) * in.get(2) + c];
              most = Math.max(most, value);
              sum += value;
            }
          }
          pooled.add(largest ? most : sum / (window.height() * window.width()));
        }
      }
    }
    return pooled.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] overTime(
      int window, int stride, List<Integer> in, List<Integer> out, double[] x, boolean largest) {
    int channels = in.get(1);
    var pooled = new double[out.get(0) * channels];
    for (int k = 0; k < pooled.length; k++) {
      int first = k / channels * stride * channels + k % channels;
      var seen = IntStream.range(0, window).mapToDouble(t -> x[first + t * channels]);
      pooled[k] = largest ? seen.max().orElseThrow() : seen.average().orElseThrow();
    }
    return pooled;
  }

  private static double[] channelMeans(int channels, double[] x) {
    var means = new double[channels];
    for (int k = 0; k < x.length; k++) {
      means[k % channels] += x[k] * channels / x.length;
    }
    return means;
  }

  private static double[] looked(double[] table, Embedding embedding, double[] words) {
    var found = new double[words.length * embedding.width()];
    for (int i = 0; i < words.length; i++) {
      int word = (int) words[i];
      if (word == words[i] && word >= 0 && word < embedding.vocabulary()) {
        System.arraycopy(
            table, word * embedding.width(), found, i * embedding.width(), embedding.width());
      }
    }
    return found;
  }

  private static double[] recurred(
      Reading reading, String name, Gru gru, List<Integer> in, double[] x) {
    int steps = in.get(0);
    int units = gru.units();
    int features = gru.bidirectional() ? 2 * units : units;
    var all = new double[steps * features];
    var ends = new double[features];
    for (int way = 0; way * units < features; way++) {
      var of = name + (way == 0 ? "/" : "/backward-");
      var weights = reading.array(of + "weights");
      var recurrent = reading.array(of + "recurrent");
      var biases = reading.array(of + "biases");
      var own = reading.array(of + "recurrent-biases");
      var h = new double[units];
      for (int step = 0; step < steps; step++) {
        int t = way == 0 ? step : steps - 1 - step;
        var now = Arrays.copyOfRange(x, t * in.get(1), (t + 1) * in.get(1));
        var next = new double[units];
        for (int j = 0; j < units; j++) {
          double[] given = new double[3];
          double[] before = new double[3];
          for (int gate = 0; gate < 3; gate++) {
            int column = gate * units + j;
            given[gate] = weighted(weights, biases, now, column);
            before[gate] = weighted(recurrent, own, h, column);
          }
          double reset = Functions.sigmoid(given[0] + before[0]);
          double update = Functions.sigmoid(given[1] + before[1]);
          double candidate = Math.tanh(given[2] + reset * before[2]);
          next[j] = (1 - update) * candidate + update * h[j];
        }
        h = next;
        System.arraycopy(h, 0, all, t * features + way * units, units);
      }
      System.arraycopy(h, 0, ends, way * units, units);
    }
    return gru.sequences() ? all : ends;
  }

  private static double weighted(double[] weights, double[] biases, double[] x, int column) {
    double sum = biases[column];
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * weights[k * biases.length + column];
    }
    return sum;
  }

  private static double[][] dropped(Pass pass, int layer, double rate, double[][] x) {
    var words = RandomStreams.draw(pass.seed(), layer, pass.iteration());
    var dropped = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x[i].length; k++) {
        boolean kept = uniform(words, i * x[i].length + k) >= (float) rate;
        dropped[i][k] = pass.training() ? (kept ? x[i][k] / (1 - rate) : 0) : x[i][k];
      }
    }
    return dropped;
  }

  /** From 0 to below 1, by two words and a counter. */
  static double uniform(int[] words, int counter) {
    int mixed = permuted(permuted(counter ^ words[0]) ^ words[1]);
    return (mixed >>> 8) / (double) (1 << 24);
  }

  /** Wellons 2018: lowbias32. */
  private static int permuted(int a) {
    int x = (a ^ a >>> 16) * 0x7feb352d;
    x = (x ^ x >>> 15) * 0x846ca68b;
    return x ^ x >>> 16;
  }

  private static double[] alongLastAxis(
      Reading reading, String name, double epsilon, int length, double[] x) {
    var scale = reading.array(name + "/scale");
    var biases = reading.array(name + "/biases");
    var y = new double[x.length];
    for (int from = 0; from < x.length; from += length) {
      var part = Arrays.copyOfRange(x, from, from + length);
      double mean = Arrays.stream(part).average().getAsDouble();
      double variance =
          Arrays.stream(part).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
      for (int k = 0; k < length; k++) {
        y[from + k] = (part[k] - mean) / Math.sqrt(variance + epsilon) * scale[k] + biases[k];
      }
    }
    return y;
  }

  private static double[][] overBatch(
      Reading reading, String name, BatchNorm norm, int channels, double[][] x, Pass pass) {
    var scale = reading.array(name + "/scale");
    var biases = reading.array(name + "/biases");
    var means = reading.array(name + "/mean");
    var variances = reading.array(name + "/variance");
    var y = new double[x.length][x[0].length];
    for (int c = 0; c < channels; c++) {
      int channel = c;
      int count = x.length * x[0].length / channels;
      double mean = means[c];
      double variance = variances[c];
      if (pass.training()) {
        double batchMean = sum(x, channels, c, v -> v) / count;
        double squares = sum(x, channels, c, v -> (v - batchMean) * (v - batchMean));
        means[c] += norm.momentum() * (batchMean - means[c]);
        variances[c] += norm.momentum() * (squares / (count - 1) - variances[c]);
        mean = batchMean;
        variance = squares / count;
      }
      for (int i = 0; i < x.length; i++) {
        for (int k = channel; k < x[i].length; k += channels) {
          y[i][k] = (x[i][k] - mean) / Math.sqrt(variance + norm.epsilon()) * scale[c] + biases[c];
        }
      }
    }
    if (pass.training()) {
      pass.remembered().put(name + "/mean", means);
      pass.remembered().put(name + "/variance", variances);
    }
    return y;
  }

  private static double sum(double[][] x, int channels, int channel, DoubleUnaryOperator of) {
    double sum = 0;
    for (var example : x) {
      for (int k = channel; k < example.length; k += channels) {
        sum += of.applyAsDouble(example[k]);
      }
    }
    return sum;
  }

  private int[] everything() {
    return IntStream.range(0, examples.count()).toArray();
  }

  private int batchSize() {
    return training.batch().full() ? examples.count() : training.batch().size();
  }
}
