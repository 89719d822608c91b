package org.descent.experiment.results;

import java.util.List;

/**
 * The whole of results.json.
 *
 * @param schema which version of docs/results.schema.json describes it
 * @param build version of Descent
 */
public record Results(String schema, String build, List<ExperimentResult> experiments) {
  /** The only version so far. */
  public static final String SCHEMA = "descent-results/v1";

  public Results {
    experiments = List.copyOf(experiments);
  }

  /** Results of this version of the schema, told together. */
  public static Results of(String build, List<ExperimentResult> experiments) {
    return new Results(SCHEMA, build, ClaimsBeside.checked(experiments));
  }
}
