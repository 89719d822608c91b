package org.descent.control.page;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.descent.experiment.results.SearchTrace;

/**
 * A search, trial by trial.
 *
 * @param trials number of its trials
 * @param shown number of those that are told of here
 * @param search its objectives, parameters and variants
 */
public record SearchView(int trials, int shown, @JsonUnwrapped SearchTrace search) {
  static SearchView of(SearchTrace trace, int most) {
    var shown = trace.atMost(most);
    return new SearchView(trace.trials(), shown.trials(), shown);
  }
}
