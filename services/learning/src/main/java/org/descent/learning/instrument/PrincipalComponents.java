package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.Evenly;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.learning.Outcome;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * The first principal components of a trial's way, of the weights at its snapshots and its end (Li
 * et al. 2018, section 7), of length 1, each with its share of the variance. A direction points to
 * where the way comes from.
 */
record PrincipalComponents(LandscapeSpec.Trajectory spec) implements Directions {
  /** How much further than the way it goes at each end, as a share of the way. */
  private static final double BEYOND = 0.2;

  /** Snapshots that components are made of, evenly chosen of more. */
  private static final int MOST_SNAPSHOTS = 300;

  /** A share of the variance that is rounding. */
  private static final double NOTHING = 1e-9;

  @Override
  public Chart through(Ground ground) {
    var directions = components(ground);
    var way = new ArrayList<Landscape.Step>();
    for (var snapshot : ground.snapshots()) {
      var away = ground.away(snapshot);
      way.add(
          new Landscape.Step(
              snapshot.iteration(),
              directions.stream().mapToDouble(d -> Vectors.dot(d.vector(), away)).toArray()));
    }
    var axes = new ArrayList<Landscape.Axis>();
    for (int i = 0; i < directions.size(); i++) {
      int axis = i;
      var places = way.stream().mapToDouble(step -> step.at()[axis]).summaryStatistics();
      double beyond = BEYOND * (places.getMax() - places.getMin());
      var all = Chart.places(places.getMin() - beyond, places.getMax() + beyond, spec.points());
      axes.add(new Landscape.Axis(all, directions.get(i).share()));
    }
    return new Chart(directions.stream().map(d -> Vectors.floats(d.vector())).toList(), axes, way);
  }

  private record Component(double[] vector, double share) {}

  /** Of the matrix of all inner products, which is smaller than that of all covariances. */
  private List<Component> components(Ground ground) {
    var rows = chosen(ground.snapshots()).stream().map(ground::away).toList();
    var mean = new double[rows.get(0).length];
    rows.forEach(row -> Vectors.add(mean, 1.0 / rows.size(), row));
    rows.forEach(row -> Vectors.add(row, -1, mean));
    var products = new double[rows.size()][rows.size()];
    double variance = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = Vectors.dot(rows.get(i), rows.get(j));
        products[j][i] = products[i][j];
      }
      variance += products[i][i];
    }
    if (!(variance > 0)) {
      return List.of(); // it never went anywhere
    }
    var pairs = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(products));
    double all = variance;
    return IntStream.range(0, rows.size())
        .boxed()
        .sorted(Comparator.comparingDouble(pairs::getEigenvalue).reversed())
        .limit(spec.axes())
        .filter(i -> pairs.getEigenvalue(i) > NOTHING * all)
        .map(i -> component(pairs.getEigenvector(i).toArray(), rows, pairs.getEigenvalue(i) / all))
        .toList();
  }

  private static Component component(double[] parts, List<double[]> rows, double share) {
    var vector = new double[rows.get(0).length];
    for (int i = 0; i < parts.length; i++) {
      Vectors.add(vector, parts[i], rows.get(i));
    }
    double way = Vectors.dot(vector, rows.get(0)) - Vectors.dot(vector, rows.get(rows.size() - 1));
    Vectors.scale(vector, (way < 0 ? -1 : 1) / Vectors.norm(vector));
    return new Component(vector, share);
  }

  private static List<Outcome.Snapshot> chosen(List<Outcome.Snapshot> all) {
    return Arrays.stream(Evenly.places(all.size(), MOST_SNAPSHOTS)).mapToObj(all::get).toList();
  }
}
