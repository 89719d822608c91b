package org.descent.standalone.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.results.Editions;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.spec.Suggestion;
import picocli.CommandLine.Parameters;

/** The experiments that a command is about, among those that are known somewhere. */
final class WantedExperiments {
  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..*",
      description = "Names or ids; default all that are known.")
  private List<String> names = List.of();

  /** Whether none has been named, so that all are meant. */
  boolean all() {
    return names.isEmpty();
  }

  /** Those of {@code known} that are wanted. */
  List<ExperimentStatus> among(List<ExperimentStatus> known) {
    return all() ? known : named(names, known);
  }

  /**
   * Those of {@code known} that are called {@code names}, in this order.
   *
   * @throws UserMistake if nothing is called so
   */
  static List<ExperimentStatus> named(List<String> names, List<ExperimentStatus> known) {
    var found = new ArrayList<ExperimentStatus>();
    for (var name : names) {
      var ofThatName =
          known.stream()
              .filter(status -> status.name().equals(name) || status.experiment().equals(name))
              .toList();
      var latest = Editions.latest(known).get(name);
      if (ofThatName.isEmpty() && latest != null) {
        ofThatName = List.of(latest); // a submission is called by what it has become
      }
      if (ofThatName.isEmpty()) {
        throw new UserMistake("no experiment " + name + meant(name, known));
      }
      found.addAll(ofThatName);
    }
    return found.stream().distinct().toList();
  }

  /**
   * Tells why some of {@code found} have no results.
   *
   * @return the exit code: whoever asks for all that are known asks for those that there are
   */
  int explainRejections(List<ExperimentStatus> found, PrintStream err) {
    Rejections.explain(found, err);
    int rejected = Rejections.among(found).size();
    boolean missed = rejected > 0 && (!all() || rejected == found.size());
    return missed ? ExitCode.MISTAKE : ExitCode.OK;
  }

  /** The ids of {@code statuses}. */
  static List<String> ids(List<ExperimentStatus> statuses) {
    return statuses.stream().map(ExperimentStatus::experiment).toList();
  }

  /** What may have been meant, or all that there are. */
  private static String meant(String name, List<ExperimentStatus> known) {
    return Suggestion.nearest(name, known.stream().map(ExperimentStatus::name).toList())
        .or(() -> Suggestion.nearest(name, ids(known)))
        .map(near -> ", did you mean " + near + "?")
        .orElse(
            known.isEmpty() ? "; none is known" : "; known are " + String.join(", ", ids(known)));
  }
}
