package org.descent.experiment.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;

/** Whether a trial can have ended as its trainer says, going by the metrics that it claims. */
record ClaimedEnd(TrialTrained claim) {
  /** As much as the two accounts of a metric may differ. */
  private static final double ABSOLUTE = 1e-5;

  private static final double RELATIVE = 1e-4;

  /** What does not go together, one line each. */
  List<String> contradictions() {
    var lines = new ArrayList<String>();
    int budget = claim.training().iterations();
    if (claim.iterations() > budget) {
      lines.add("ended at iteration %d of %d".formatted(claim.iterations(), budget));
    }
    boolean finite = Double.isFinite(claim.claimed().loss());
    switch (claim.end()) {
      case CONVERGED -> {
        if (!finite) {
          lines.add("claimed to have converged with a loss of " + claim.claimed().loss());
        }
        claim.training().targets().forEach(target -> missed(target).ifPresent(lines::add));
      }
      case EXHAUSTED -> {
        if (claim.iterations() < budget && claim.stopped().isEmpty()) {
          lines.add(
              "claimed to have used up its budget of %d at iteration %d"
                  .formatted(budget, claim.iterations()));
        }
      }
      case DIVERGED -> {
        if (finite && claim.training().seesAll()) {
          lines.add("claimed to have diverged with a loss of " + claim.claimed().loss());
        }
      }
      default -> {} // no end of a trained trial
    }
    return lines;
  }

  private Optional<String> missed(TargetSpec target) {
    var metrics = on(target);
    if (metrics == null) {
      return Optional.empty(); // nothing is claimed of what decided
    }
    boolean loss = target.metric() == TargetSpec.Metric.LOSS;
    double value = value(target, metrics);
    double slack = ABSOLUTE + RELATIVE * Math.abs(target.value());
    return target.reachedBy(loss ? value - slack : value + slack)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "claimed to have converged with %s%s %.7g, its target is %.7g",
                target.head().isEmpty() ? "" : target.head() + " ",
                loss ? "loss" : "accuracy",
                value,
                target.value()));
  }

  /** The metrics that decide, or null. */
  private Metrics on(TargetSpec target) {
    if (!target.measured()) {
      return claim.training().seesAll() ? claim.claimed() : null;
    }
    return target.on() == Split.TRAIN ? claim.claimed() : claim.held().get(target.on().word());
  }

  private static double value(TargetSpec target, Metrics metrics) {
    boolean loss = target.metric() == TargetSpec.Metric.LOSS;
    if (target.head().isEmpty()) {
      return loss ? metrics.loss() : metrics.accuracy();
    }
    return metrics.heads().stream()
        .filter(head -> head.name().equals(target.head()))
        .mapToDouble(head -> loss ? head.loss() : head.accuracy())
        .findFirst()
        .orElse(Double.NaN);
  }
}
