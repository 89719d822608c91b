package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * A decision of an experiment's search: what is to be trained next. It has been taken when it
 * stands in the log; nobody takes it anew.
 *
 * @param number its place among all steps of the experiment, from 0
 * @param arm the place of the grid that it is about, from 0; 0 where nothing varies beside what is
 *     searched
 * @param variant the ordinal of the variant that it is about
 * @param budget iterations that its trials are to have when it is done, from their start on
 * @param after iterations that its trials have had before; 0 for new ones
 * @param seeds of its trials
 * @param point of a variant that it proposes: path → value as it is written
 */
public record SearchStep(
    int number,
    int arm,
    Kind kind,
    int variant,
    int budget,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int after,
    List<Long> seeds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> point) {
  /** What is done to the variant. */
  public enum Kind {
    /** It is new. */
    @JsonProperty("propose")
    PROPOSE,
    /** Its trials get a larger budget. */
    @JsonProperty("continue")
    CONTINUE,
    /** It is trained from a further seed. */
    @JsonProperty("replicate")
    REPLICATE
  }

  public SearchStep {
    seeds = List.copyOf(seeds);
    point = point == null ? Map.of() : point;
  }
}
