package org.descent.experiment.spec;

import java.util.List;
import java.util.stream.Collectors;

/** The user's experiments cannot be carried out; it tells everything that is wrong, a line each. */
public final class InvalidExperiment extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidExperiment(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
