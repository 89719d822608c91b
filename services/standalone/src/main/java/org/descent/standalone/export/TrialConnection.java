package org.descent.standalone.export;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Split;
import org.descent.learning.instrument.ModeConnection;
import org.descent.learning.instrument.ModeConnection.Point;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.ModelReader;
import org.descent.transport.SharedDatasets;

/**
 * The loss between the weights of two trials, read from the log.
 *
 * @param kafka how to reach the broker that has their models and data
 */
public record TrialConnection(Map<String, Object> kafka) {
  /**
   * Both ways from {@code one} to {@code other}, see {@link ModeConnection}.
   *
   * @throws org.descent.contracts.InvalidSpec if there is no curve between them
   */
  public List<Point> between(
      TrialTrained one, TrialTrained other, Split on, int points, int steps) {
    try (var models = ModelReader.open(kafka);
        var datasets =
            new DatasetCache(
                new SharedDatasets(), () -> DatasetRowsReader.open(kafka), 1, Long.MAX_VALUE)) {
      var from = models.read(one.model(), one.modelKey()).lastWeights();
      var to = models.read(other.model(), other.modelKey()).lastWeights();
      var examples = datasets.splits(one.dataset()).get(on);
      return ModeConnection.between(one.training(), examples, from, to, points, steps);
    }
  }

  /** A table: place, straight, curve. */
  public static String csv(List<Point> way) {
    var csv = new StringBuilder("place,straight,curve\n");
    way.forEach(
        p -> csv.append(p.place() + "," + (float) p.straight() + "," + (float) p.curve() + "\n"));
    return csv.toString();
  }

  /** What stands between both, for people. */
  public static String inWords(List<Point> way, String split) {
    return String.format(
        Locale.ROOT,
        "The %s loss is %.4g at one, %.4g at the other; between them %s along the straight line,"
            + " %s along the curve",
        split,
        way.get(0).straight(),
        way.get(way.size() - 1).straight(),
        highest(way, Point::straight),
        highest(way, Point::curve));
  }

  private static String highest(List<Point> way, ToDoubleFunction<Point> loss) {
    var highest = way.stream().max(Comparator.comparingDouble(loss)).orElseThrow();
    return String.format(
        Locale.ROOT, "at most %.4g (at %.2g)", loss.applyAsDouble(highest), highest.place());
  }
}
