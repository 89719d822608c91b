package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Teacher;

/**
 * Draws from XO_RO_SHI_RO_128_PP: of each layer its weights, [inputs, outputs], and then its
 * biases; then the features, example after example, by the modified ziggurat of McFarland 2016.
 * What the network says is computed in double.
 */
final class TeacherSource implements Source<Teacher> {
  /** weights: [inputs, outputs]. */
  private record Layer(double[][] weights, double[] biases) {
    static Layer drawn(int inputs, int outputs, UniformRandomProvider random) {
      double limit = 1 / Math.sqrt(inputs);
      var weights = new double[inputs][outputs];
      for (var row : weights) {
        fill(row, limit, random);
      }
      var biases = new double[outputs];
      fill(biases, limit, random);
      return new Layer(weights, biases);
    }

    private static void fill(double[] values, double limit, UniformRandomProvider random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = limit * (2 * random.nextDouble() - 1);
      }
    }

    double[] of(double[] x) {
      var z = biases.clone();
      for (int i = 0; i < x.length; i++) {
        for (int k = 0; k < z.length; k++) {
          z[k] += x[i] * weights[i][k];
        }
      }
      return z;
    }
  }

  @Override
  public Class<Teacher> spec() {
    return Teacher.class;
  }

  @Override
  public KnownData known(Teacher spec) {
    var targets = Names.numbered("y", spec.outputs());
    return KnownData.generated(List.of(spec.inputs()), spec.examples(), targets, targets);
  }

  @Override
  public SourceExamples open(Teacher spec, DataDirectory files) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(spec.seed());
    var layers = new ArrayList<Layer>();
    int width = spec.inputs();
    for (int units : spec.hidden()) {
      layers.add(Layer.drawn(width, units, random));
      width = units;
    }
    layers.add(Layer.drawn(width, spec.outputs(), random));

    var standard = ZigguratSampler.NormalizedGaussian.of(random);
    var features = new float[Math.multiplyExact(spec.examples(), spec.inputs())];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) standard.sample();
    }
    return SourceExamples.generated(
        new Examples(List.of(spec.inputs()), features, targets(spec, layers, features)));
  }

  private static List<Examples.Target> targets(Teacher spec, List<Layer> layers, float[] features) {
    var values = new float[spec.outputs()][spec.examples()];
    for (int row = 0; row < spec.examples(); row++) {
      var x = new double[spec.inputs()];
      for (int i = 0; i < x.length; i++) {
        x[i] = features[row * x.length + i];
      }
      var said = said(layers, x);
      for (int k = 0; k < said.length; k++) {
        values[k][row] = (float) said[k];
      }
    }
    var names = Names.numbered("y", spec.outputs());
    return IntStream.range(0, values.length)
        .mapToObj(k -> new Examples.Target(names.get(k), values[k]))
        .toList();
  }

  private static double[] said(List<Layer> layers, double[] x) {
    var a = x;
    for (int i = 0; i < layers.size(); i++) {
      a = layers.get(i).of(a);
      for (int k = 0; k < a.length && i < layers.size() - 1; k++) {
        a[k] = Math.tanh(a[k]);
      }
    }
    return a;
  }
}
