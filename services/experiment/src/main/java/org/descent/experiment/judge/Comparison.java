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
    compare("", claimed.loss(), found.loss(), claimed.accuracy(), found.accuracy(), anywhere)
        .forEach(differences::add);
    for (var claim : claimed.heads()) {
      var head = found.heads().stream().filter(h -> h.name().equals(claim.name())).findFirst();
      if (head.isEmpty()) {
        differences.add("head " + claim.name() + " was claimed, but the network has none");
        continue;
      }
      compare(
              claim.name() + " ",
              claim.loss(),
              head.get().loss(),
              claim.accuracy(),
              head.get().accuracy(),
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

  private List<String> compare(
      String of,
      double claimedLoss,
      double foundLoss,
      double claimedAccuracy,
      double foundAccuracy,
      int mayDiffer) {
    if (!isFloat(claimedLoss) && !isFloat(foundLoss)) {
      return List.of();
    }
    var differences = new ArrayList<String>();
    if (!(Math.abs(claimedLoss - foundLoss)
        <= ABSOLUTE + RELATIVE * Math.max(Math.abs(claimedLoss), Math.abs(foundLoss)))) {
      differences.add(difference(of + "loss", claimedLoss, foundLoss));
    }
    if (!(Math.abs(claimedAccuracy - foundAccuracy) * examples <= mayDiffer + 0.01)) {
      differences.add(difference(of + "accuracy", claimedAccuracy, foundAccuracy));
    }
    return differences;
  }

  private static boolean isFloat(double loss) {
    return Math.abs(loss) <= Float.MAX_VALUE;
  }

  private static String difference(String metric, double claimed, double found) {
    return String.format(Locale.ROOT, "%s: claimed %.7g, found %.7g", metric, claimed, found);
  }
}
