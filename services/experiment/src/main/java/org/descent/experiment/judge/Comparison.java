package org.descent.experiment.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.descent.contracts.event.Metrics;

/**
 * Two accounts of the same weights, the trainer's in float32 and the evaluator's in double.
 *
 * @param examples that both were measured on
 * @param borderline by head, examples that may fall on either side
 */
record Comparison(int examples, Map<String, Integer> borderline) {
  private static final double ABSOLUTE = 1e-5;
  private static final double RELATIVE = 1e-4;

  List<String> of(Metrics claimed, Metrics found) {
    var differences = new ArrayList<String>();
    int anywhere = borderline.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    boolean overflows = found.heads().stream().anyMatch(head -> overflows(head.loss()));
    compare(
            "",
            new Account(claimed.loss(), claimed.accuracy()),
            new Account(found.loss(), found.accuracy()),
            overflows || overflows(found.loss()),
            anywhere)
        .forEach(differences::add);
    for (var claim : claimed.heads()) {
      var head = found.heads().stream().filter(h -> h.name().equals(claim.name())).findFirst();
      if (head.isEmpty()) {
        differences.add("head " + claim.name() + " was claimed, but the network has none");
        continue;
      }
      compare(
              claim.name() + " ",
              new Account(claim.loss(), claim.accuracy()),
              new Account(head.get().loss(), head.get().accuracy()),
              overflows(head.get().loss()),
              borderline.getOrDefault(claim.name(), 0))
          .forEach(differences::add);
    }
    for (var head : found.heads()) {
      if (claimed.heads().stream().noneMatch(h -> h.name().equals(head.name()))) {
        differences.add("nothing was claimed of head " + head.name());
      }
    }
    return differences;
  }

  private record Account(double loss, double accuracy) {}

  /**
   * @param overflows whether what was found is beyond float32, so that a trainer must have diverged
   */
  private List<String> compare(
      String of, Account claimed, Account found, boolean overflows, int mayDiffer) {
    if (!isFloat(claimed.loss())) {
      return overflows ? List.of() : List.of(difference(of + "loss", claimed.loss(), found.loss()));
    }
    var differences = new ArrayList<String>();
    if (!(Math.abs(claimed.loss() - found.loss())
        <= ABSOLUTE + RELATIVE * Math.max(Math.abs(claimed.loss()), Math.abs(found.loss())))) {
      differences.add(difference(of + "loss", claimed.loss(), found.loss()));
    }
    if (!(Math.abs(claimed.accuracy() - found.accuracy()) * examples <= mayDiffer + 0.01)) {
      differences.add(difference(of + "accuracy", claimed.accuracy(), found.accuracy()));
    }
    return differences;
  }

  /** Whether float32 cannot hold the sum that this mean over the examples is made of. */
  private boolean overflows(double mean) {
    return !isFloat(mean * examples * (1 + RELATIVE));
  }

  private static boolean isFloat(double loss) {
    return Math.abs(loss) <= Float.MAX_VALUE;
  }

  private static String difference(String metric, double claimed, double found) {
    return String.format(Locale.ROOT, "%s: claimed %.7g, found %.7g", metric, claimed, found);
  }
}
