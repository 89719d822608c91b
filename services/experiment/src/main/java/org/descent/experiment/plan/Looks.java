package org.descent.experiment.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What looking at a training with its instruments takes; an estimate, for people who plan.
 *
 * @param words which instruments look, and how often
 * @param passes through the training split, forward and back
 * @param share of what training by itself takes, where each of its iterations passes its batch
 */
record Looks(String words, double passes, double share) {
  /**
   * Those of a trial that uses up its budget; nothing where nobody looks.
   *
   * @param shape of an example
   */
  static Optional<Looks> of(TrainingSpec training, List<Integer> shape, int examples) {
    var instruments = training.instruments();
    if (instruments.isEmpty()) {
      return Optional.empty();
    }
    double passes =
        instruments.stream()
            .filter(each -> !each.followsStep(training)) // which has the gradient anyway
            .mapToDouble(each -> times(each.at(), training) * passes(each, training, shape))
            .sum();
    var words =
        instruments.stream()
            .map(each -> each.word() + " " + times(each.at(), training))
            .collect(Collectors.joining(", "));
    return Optional.of(new Looks(words, passes, passes / trained(training, examples)));
  }

  private static double passes(
      InstrumentSpec instrument, TrainingSpec training, List<Integer> shape) {
    int layers =
        instrument.eachByItself()
            ? ParameterLayout.of(training.network(), shape).trained().size()
            : 0;
    return instrument.passes() * (1 + layers);
  }

  /** What the landscapes of a variant take, beside the training of the trial that has them. */
  static Optional<String> around(TrainingSpec training, int examples) {
    var landscapes = training.landscapes();
    if (landscapes.isEmpty()) {
      return Optional.empty();
    }
    double passes = landscapes.stream().mapToDouble(LandscapeSpec::passes).sum();
    var words =
        landscapes.stream()
            .map(each -> each.word() + " " + each.size() * each.on().size())
            .collect(Collectors.joining(", "));
    return Optional.of(
        ("landscapes of the first trial of a variant have so many points: %s; that takes about as"
                + " long as %s of its training, if it uses up its budget")
            .formatted(words, part(passes / trained(training, examples))));
  }

  /** Passes through the training split that training takes. */
  private static double trained(TrainingSpec training, int examples) {
    int batch = training.batch().full() ? examples : training.batch().size();
    return training.iterations() * ((double) batch / examples);
  }

  private static String part(double share) {
    return share < 0.005 ? "less than 1 %" : Math.round(100 * share) + " %";
  }

  private static long times(InstrumentSpec.Moments at, TrainingSpec training) {
    int last = training.iterations();
    if (at instanceof InstrumentSpec.Moments.Every every) {
      int n = every.iterations();
      return (last - 1) / n + 1 + ((last - 1) % n == 0 ? 0 : 1);
    }
    return training.snapshots().size() + (training.snapshots().contains(last) ? 0 : 1);
  }

  @Override
  public String toString() {
    return ("instruments look so often at a trial that uses up its budget: %s; that takes about as"
            + " long as %s of its training")
        .formatted(words, part(share));
  }
}
