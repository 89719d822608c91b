package org.descent.learning.instrument;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Device;

/**
 * The loss between the weights of two trained networks: along the straight line, and along a
 * quadratic Bézier curve whose one control point is trained so that the loss is low everywhere on
 * it (Garipov, Izmailov, Podoprikhin, Vetrov &amp; Wilson 2018). It depends on weights and data
 * alone.
 */
public final class ModeConnection {
  /** Adam's usual numbers. */
  private static final double FIRST = 0.9;

  private static final double SECOND = 0.999;

  /** The first step, as a share of how far weights differ; steps shrink to nothing. */
  private static final double STEP = 0.05;

  /** Places follow each other so that they are spread evenly however many there are. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private ModeConnection() {}

  /**
   * A point of both ways.
   *
   * @param place from 0, the first network, to 1, the second
   */
  public record Point(double place, double straight, double curve) {}

  /**
   * Both ways.
   *
   * @param training of both networks, as far as network and loss go
   * @param one weights, flat
   * @param points 2 or more
   * @param steps of training the curve; 0 leaves it straight
   * @throws InvalidSpec if a gradient is no descent, as with batch-norm
   */
  public static List<Point> between(
      TrainingSpec training, Examples examples, float[] one, float[] other, int points, int steps) {
    InstrumentSpec.requireDerivable(training.network(), "a way between networks");
    InvalidSpec.unless(one.length == other.length, "%s and %s weights", one.length, other.length);
    try (var loss = new LossFunction(training, examples, Device.cpu())) {
      var from = Vectors.doubles(one);
      var to = Vectors.doubles(other);
      var middle = from.clone();
      Vectors.scale(middle, 0.5);
      Vectors.add(middle, 0.5, to);
      var bend = bent(loss, from, middle, to, steps);
      return IntStream.range(0, points)
          .parallel()
          .mapToDouble(i -> i / (points - 1.0))
          .mapToObj(
              t ->
                  new Point(
                      t,
                      loss.loss(Vectors.floats(at(t, from, middle, to))),
                      loss.loss(Vectors.floats(at(t, from, bend, to)))))
          .toList();
    }
  }

  /** The control point, trained from {@code middle} by Adam. */
  private static double[] bent(
      LossFunction loss, double[] from, double[] middle, double[] to, int steps) {
    var bend = middle.clone();
    var mean = new double[bend.length];
    var square = new double[bend.length];
    var apart = to.clone();
    Vectors.add(apart, -1, from);
    double rate = STEP * Vectors.norm(apart) / Math.sqrt(apart.length);
    for (int step = 1; step <= steps; step++) {
      double t = step * GOLDEN % 1;
      var gradient = loss.gradient(Vectors.floats(at(t, from, bend, to)));
      Vectors.scale(gradient, 2 * t * (1 - t));
      double own = rate * (1 - (step - 1.0) / steps);
      for (int i = 0; i < bend.length; i++) {
        mean[i] += (1 - FIRST) * (gradient[i] - mean[i]);
        square[i] += (1 - SECOND) * (gradient[i] * gradient[i] - square[i]);
        double first = mean[i] / (1 - Math.pow(FIRST, step));
        double second = square[i] / (1 - Math.pow(SECOND, step));
        bend[i] -= own * first / (Math.sqrt(second) + 1e-12);
      }
    }
    return bend;
  }

  /** (1 - t)² · from + 2t(1 - t) · bend + t² · to: straight where it bends half way. */
  private static double[] at(double t, double[] from, double[] bend, double[] to) {
    var at = new double[from.length];
    Vectors.add(at, (1 - t) * (1 - t), from);
    Vectors.add(at, 2 * t * (1 - t), bend);
    Vectors.add(at, t * t, to);
    return at;
  }
}
