package org.descent.experiment;

import java.util.List;
import java.util.Map;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;

/**
 * A valid experiment: each of its variants is trained once from each of its seeds.
 *
 * @param id derived from name and document, see {@link org.descent.contracts.Ids#experiment}
 * @param document the experiment as it was written, a tree of maps, lists, strings, numbers and
 *     truth values; {@code ExperimentReader.document} makes the same experiment of it again
 * @param seeds distinct, one trial a variant each
 * @param variants in the order of the grid, the last axis running fastest
 */
public record Experiment(
    String id,
    String name,
    String title,
    Map<String, Object> document,
    DataSpec data,
    SplitSpec split,
    List<Long> seeds,
    List<Variant> variants) {
  public Experiment {
    seeds = List.copyOf(seeds);
    variants = List.copyOf(variants);
  }

  /** Number of trials: variants × seeds. */
  public long trials() {
    return (long) variants.size() * seeds.size();
  }

  /** The event that hands this experiment in. */
  public ExperimentSubmitted submitted() {
    return new ExperimentSubmitted(id, name, document, data, split);
  }
}
