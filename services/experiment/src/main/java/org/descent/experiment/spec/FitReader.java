package org.descent.experiment.spec;

import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.data.KnownData;
import org.descent.experiment.plan.Fit;

/** Checks a training against what is known of its data, and finds the lines to blame. */
final class FitReader {
  private static final Pattern LAYER = Pattern.compile("layers\\[([0-9]+)\\].*");

  private final KnownData known;
  private final SplitSpec split;
  private final Problems problems;

  FitReader(KnownData known, SplitSpec split, Problems problems) {
    this.known = known;
    this.split = split;
    this.problems = problems;
  }

  /** Notes everything about {@code training}, written as {@code tree}, that does not fit. */
  void check(TrainingSpec training, Tree.Mapping tree) {
    noting(tree, training, () -> Fit.targets(training.network(), known.targets()));
    noting(tree, training, () -> training.network().heads().forEach(this::labels));
    known.shape().ifPresent(s -> noting(tree, training, () -> Fit.shape(training, s)));
    known.rowsBySplit(split).ifPresent(n -> noting(tree, training, () -> Fit.splits(training, n)));
    var train = known.train(split);
    train.ifPresent(n -> noting(tree, training, () -> Fit.batch(training.batch(), n)));
    train.ifPresent(n -> noting(tree, training, () -> measure(training, tree, n)));
    noting(tree, training, () -> Fit.schedules(training, train));
  }

  /** What is stated to be measured every so many epochs is so within the budget. */
  private void measure(TrainingSpec training, Tree.Mapping tree, int train) {
    var stated = tree.at(MeasureReader.MEASURE, "every");
    if (stated instanceof Tree.Mapping && training.measure() != null && problems.strict()) {
      int interval = training.measure().interval(training.batch().epoch(train));
      InvalidSpec.unless(
          interval < training.iterations(),
          "measure: every %s epochs, which are %s iterations, expected fewer than the budget of %s",
          training.measure().every(),
          interval,
          training.iterations());
    }
  }

  private void labels(HeadSpec head) {
    switch (head.kind()) {
      case BINARY -> {
        InvalidSpec.unless(
            head.tolerance() > 0 || !known.numbers().contains(head.target()),
            "head %s: the values of %s are not only 0 and 1, as a binary head without a tolerance"
                + " expects",
            head.name(),
            head.target());
      }
      case MULTI_LABEL -> {
        for (var target : head.targets()) {
          InvalidSpec.unless(
              head.tolerance() > 0 || !known.numbers().contains(target),
              "head %s: the values of %s are not only 0 and 1, as a multi-label head without a"
                  + " tolerance expects",
              head.name(),
              target);
        }
      }
      case MULTI_CLASS, REGRESSION -> {}
    }
  }

  private void noting(Tree.Mapping tree, TrainingSpec training, Runnable check) {
    try {
      check.run();
    } catch (InvalidSpec e) {
      var path = path(e.getMessage(), training);
      // the path says which head it is
      var message = e.getMessage().replaceFirst("^head [^ ]+: ", "");
      problems.addObjection(place(tree, path), path, message);
    }
  }

  /** The path of what {@code message} begins with. */
  private static String path(String message, TrainingSpec training) {
    var layer = LAYER.matcher(message);
    if (layer.matches()) {
      return "network.layers[" + layer.group(1) + "]";
    }
    var heads = training.network().heads();
    for (int i = 0; i < heads.size(); i++) {
      if (message.startsWith("head " + heads.get(i).name() + ":")) {
        return "network.heads[" + i + "]";
      }
    }
    var key = message.replaceFirst(":.*", "");
    return TrainingReader.KEYS.contains(key) ? key : "network";
  }

  private static Place place(Tree.Mapping tree, String path) {
    Tree at = tree;
    for (var step : TreePath.parse(path).orElseThrow().steps()) {
      var below =
          step instanceof Integer index
              ? ((Tree.Sequence) at).items().get(index)
              : ((Tree.Mapping) at).get((String) step).orElse(at);
      at = below;
    }
    return at.place();
  }
}
