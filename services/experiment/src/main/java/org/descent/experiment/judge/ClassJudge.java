package org.descent.experiment.judge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.Classification.Uncertain;
import org.descent.contracts.spec.HeadSpec;

/** Which classes a head says, and how certain it is, in double, from logits. */
final class ClassJudge {
  private static final List<Integer> LIKELIEST = List.of(2, 3, 5, 10);

  private static final Comparator<Said> LEAST_CERTAIN =
      Comparator.comparingDouble(Said::probability);

  private final HeadSpec head;
  private final int classes;
  private final List<Said> all;

  /**
   * What is said of an example.
   *
   * @param rank of the class that was wanted, 0 for the likeliest; of equally likely ones the
   *     lowest comes first
   */
  private record Said(int row, int wanted, int said, double probability, int rank) {
    boolean right() {
      return said == wanted;
    }
  }

  private ClassJudge(HeadSpec head, List<Said> all) {
    this.head = head;
    this.classes = head.classes();
    this.all = all;
  }

  /** Nothing for heads that say no class, or NaN. */
  static Optional<Classification> judge(HeadOutputs outputs, Wanted examples) {
    var head = outputs.head();
    if (!saysClasses(head)) {
      return Optional.empty();
    }
    var wanted = examples.target(head.target());
    var all = new ArrayList<Said>(wanted.length);
    for (int row = 0; row < wanted.length; row++) {
      var p = outputs.output(row);
      if (Arrays.stream(p).anyMatch(Double::isNaN)) {
        return Optional.empty();
      }
      var z = outputs.row(row);
      int y = (int) wanted[row];
      all.add(p.length == 1 ? ofTwo(row, y, z[0], p[0]) : ofMany(row, y, z, p));
    }
    return Optional.of(new ClassJudge(head, all).classification());
  }

  private static boolean saysClasses(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY -> head.tolerance() == 0;
      case MULTI_CLASS -> true;
      case REGRESSION, MULTI_LABEL -> false;
    };
  }

  /** Half is positive, see {@link Sigmoid#right}. */
  private static Said ofTwo(int row, int wanted, double z, double p) {
    int said = z >= 0 ? 1 : 0;
    return new Said(row, wanted, said, said == 1 ? p : 1 - p, said == wanted ? 0 : 1);
  }

  /** By logits, which tell more classes apart than probabilities do. */
  private static Said ofMany(int row, int wanted, double[] z, double[] p) {
    int said = 0;
    int rank = 0;
    for (int k = 0; k < z.length; k++) {
      said = z[k] > z[said] ? k : said;
      rank += z[k] > z[wanted] || z[k] == z[wanted] && k < wanted ? 1 : 0;
    }
    return new Said(row, wanted, said, p[said], rank);
  }

  private Classification classification() {
    return new Classification(
        head.name(),
        classes,
        confusion(),
        within(),
        calibrationError(),
        named(all.stream().sorted(LEAST_CERTAIN)),
        named(all.stream().filter(each -> !each.right()).sorted(LEAST_CERTAIN.reversed())),
        typical());
  }

  private byte[] confusion() {
    if (classes > Classification.MAX_CONFUSED) {
      return new byte[0];
    }
    var counts = new int[classes * classes];
    all.forEach(each -> counts[each.wanted * classes + each.said]++);
    var bytes = ByteBuffer.allocate(4 * counts.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(counts);
    return bytes.array();
  }

  private Map<Integer, Double> within() {
    var shares = new LinkedHashMap<Integer, Double>();
    LIKELIEST.stream()
        .filter(k -> k < classes)
        .forEach(k -> shares.put(k, share(all.stream().filter(each -> each.rank < k).count())));
    return shares;
  }

  private double share(long examples) {
    return (double) examples / all.size();
  }

  private double calibrationError() {
    var right = new int[Classification.BINS];
    var certainty = new double[Classification.BINS];
    for (var each : all) {
      int bin = (int) Math.ceil(each.probability * Classification.BINS) - 1;
      int within = Math.min(Math.max(bin, 0), Classification.BINS - 1);
      right[within] += each.right() ? 1 : 0;
      certainty[within] += each.probability;
    }
    return IntStream.range(0, Classification.BINS)
            .mapToDouble(bin -> Math.abs(right[bin] - certainty[bin]))
            .sum()
        / all.size();
  }

  private static List<Uncertain> named(Stream<Said> some) {
    return some.limit(Classification.MAX_UNCERTAIN)
        .map(each -> new Uncertain(each.row, each.wanted, each.said, each.probability))
        .toList();
  }

  /** As many of each class. */
  private List<Uncertain> typical() {
    int each = Math.max(1, Classification.MAX_UNCERTAIN / classes);
    return named(
        IntStream.range(0, Math.min(classes, Classification.MAX_UNCERTAIN))
            .boxed()
            .flatMap(
                k ->
                    all.stream()
                        .filter(said -> said.right() && said.wanted == k)
                        .sorted(LEAST_CERTAIN.reversed())
                        .limit(each)));
  }
}
