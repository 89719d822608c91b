package org.descent.standalone.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.descent.experiment.results.Editions;
import org.descent.experiment.results.ExperimentStatus;

/** Tells of experiments that are new because the files of a known document have changed. */
final class Changes {
  private final Set<String> known;
  private final Map<String, ExperimentStatus> before;
  private final Set<String> told = new HashSet<>();

  private Changes(List<ExperimentStatus> before) {
    this.known = before.stream().map(ExperimentStatus::experiment).collect(Collectors.toSet());
    this.before = Editions.latest(before.stream().filter(ExperimentStatus::onItsData).toList());
  }

  /** Compares with what was known {@code before} documents were handed in. */
  static Changes since(List<ExperimentStatus> before) {
    return new Changes(before);
  }

  /** The line that {@code now} is worth; empty if there is none, or it has been told. */
  Optional<String> told(ExperimentStatus now) {
    var earlier = before.get(now.submission());
    if (earlier == null
        || !now.onItsData()
        || known.contains(now.experiment())
        || !told.add(now.experiment())) {
      return Optional.empty();
    }
    return Optional.of(
        now.name()
            + ": its data have changed since "
            + earlier.experiment()
            + "; they are trained anew, as "
            + now.experiment());
  }
}
