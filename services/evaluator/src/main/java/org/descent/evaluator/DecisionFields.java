package org.descent.evaluator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.Evenly;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DecisionField;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.experiment.judge.Judge;

/**
 * What a network on two features says over their plane.
 *
 * @param inputShape of an example, of two elements
 */
record DecisionFields(NetworkSpec network, List<Integer> inputShape, Predictors predictors) {
  /** Snapshots that are shown, and points of each side. */
  private static final int MOST_SNAPSHOTS = 6;

  private static final int POINTS = 41;

  /** The most outputs of a head that is shown. */
  private static final int MOST_OUTPUTS = 10;

  /** How much further than the examples the plane goes on each side, as a share of their extent. */
  private static final double BEYOND = 0.15;

  /**
   * Those at some of the snapshots, the first and the last among them.
   *
   * @param snapshots weights by iteration, ascending
   * @param features of the examples, [examples, 2]
   */
  List<DecisionField> of(Map<Integer, float[]> snapshots, float[] features) {
    var x = places(features, 0);
    var y = places(features, 1);
    var plane = plane(x, y);
    var fields = new ArrayList<DecisionField>();
    var iterations = List.copyOf(snapshots.keySet());
    for (int place : Evenly.places(iterations.size(), MOST_SNAPSHOTS)) {
      int iteration = iterations.get(place);
      var weights = snapshots.get(iteration);
      var lines = Floats.toBytes(Judge.unitLines(network, inputShape, weights));
      for (var said : predictors.predict(network, weights, plane)) {
        int outputs = said.head().outputs();
        if (outputs <= MOST_OUTPUTS) {
          var values = Floats.toBytes(said.outputs());
          fields.add(
              new DecisionField(iteration, said.head().name(), outputs, x, y, values, lines));
        }
      }
    }
    return fields;
  }

  private static double[] places(float[] features, int feature) {
    var own =
        IntStream.range(0, features.length / 2)
            .mapToDouble(i -> features[2 * i + feature])
            .summaryStatistics();
    double extent = own.getMax() - own.getMin();
    double beyond = extent > 0 ? BEYOND * extent : 1;
    double from = own.getMin() - beyond;
    double step = (extent + 2 * beyond) / (POINTS - 1);
    return IntStream.range(0, POINTS).mapToDouble(i -> from + i * step).toArray();
  }

  private Examples plane(double[] x, double[] y) {
    var features = new float[2 * x.length * y.length];
    for (int i = 0; i < features.length / 2; i++) {
      features[2 * i] = (float) x[i / y.length];
      features[2 * i + 1] = (float) y[i % y.length];
    }
    return new Examples(inputShape, features, List.of());
  }
}
