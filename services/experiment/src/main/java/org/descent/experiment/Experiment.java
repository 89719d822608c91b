package org.descent.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.Ids;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.claim.StatedClaim;

/**
 * A valid experiment: each of its variants is trained once from each of its seeds, or as its search
 * decides.
 *
 * @param id derived from name and document, and of data in files from their content, see {@link
 *     org.descent.contracts.Ids}
 * @param submission the id of the document alone: what it is handed in as
 * @param document the experiment as it was written, a tree of maps, lists, strings, numbers and
 *     truth values; {@code ExperimentReader.document} makes the same experiment of it again
 * @param preparation what is done to the examples once they are divided, in order
 * @param seeds distinct, one trial a variant each
 * @param variants in the order of the grid, the last axis running fastest; of a search those that
 *     are known, in the order of their proposals
 * @param search how variants are found; empty if they are all known from the start
 * @param base the id of the experiment that it extends; empty for none
 * @param claims what its file claims of its results
 */
public record Experiment(
    String id,
    String submission,
    String name,
    String title,
    Map<String, Object> document,
    DataSpec data,
    SplitSpec split,
    List<PreparationSpec> preparation,
    List<Long> seeds,
    List<Variant> variants,
    Optional<VariantSearch> search,
    String base,
    List<StatedClaim> claims) {
  public Experiment {
    claims = List.copyOf(claims);
    preparation = List.copyOf(preparation);
    seeds = SeedList.of(seeds);
    variants = List.copyOf(variants);
  }

  /** One on examples as they are. */
  public Experiment(
      String id,
      String submission,
      String name,
      String title,
      Map<String, Object> document,
      DataSpec data,
      SplitSpec split,
      List<Long> seeds,
      List<Variant> variants) {
    this(
        id,
        submission,
        name,
        title,
        document,
        data,
        split,
        List.of(),
        seeds,
        variants,
        Optional.empty(),
        "",
        List.of());
  }

  /** Whether its seeds follow one another, so that they know at once whether a number is one. */
  public boolean seedsInARow() {
    return seeds instanceof SeedList;
  }

  /** Number of trials: variants × seeds; of a search the most that it may come to. */
  public long trials() {
    return search
        .map(VariantSearch::mostTrials)
        .orElseGet(() -> (long) variants.size() * seeds.size());
  }

  /** The most iterations of a trial. */
  public int budget() {
    return variants.stream().mapToInt(v -> v.training().iterations()).max().orElse(0);
  }

  /** The most iterations that its trials may take together. */
  public long iterations() {
    return search.isPresent()
        ? trials() * budget()
        : variants.stream().mapToLong(v -> v.training().iterations()).sum() * seeds.size();
  }

  /** The same with a search. */
  public Experiment searching(VariantSearch search) {
    return copy(id, search.seeds(), variants, Optional.of(search), base);
  }

  /** The same with these claims. */
  public Experiment claiming(List<StatedClaim> claims) {
    return new Experiment(
        id,
        submission,
        name,
        title,
        document,
        data,
        split,
        preparation,
        seeds,
        variants,
        search,
        base,
        claims);
  }

  /** The same with these variants. */
  public Experiment with(List<Variant> variants) {
    return copy(id, seeds, variants, search, base);
  }

  /** The same as one that extends {@code base} (id). */
  public Experiment extending(String base) {
    return copy(id, seeds, variants, search, base);
  }

  /** Whether its data stand in files, so that they may be others tomorrow. */
  public boolean readsFiles() {
    return !data.files().isEmpty();
  }

  /** Whether its id tells of the content of those files, which have been read. */
  public boolean isOnItsData() {
    return !id.equals(submission);
  }

  /**
   * This experiment on data of this content; the same if they are generated, since then the
   * document says all.
   *
   * @param sha256 of the examples' rows, see {@link
   *     org.descent.contracts.event.DatasetPrepared#sha256}
   */
  public Experiment on(String sha256) {
    return readsFiles() ? as(Ids.experiment(name, submission, sha256)) : this;
  }

  /** This experiment as {@code dataset} names it. */
  public Experiment on(DatasetPrepared dataset) {
    return as(dataset.experiment());
  }

  private Experiment as(String id) {
    return copy(id, seeds, variants, search, base);
  }

  private Experiment copy(
      String id,
      List<Long> seeds,
      List<Variant> variants,
      Optional<VariantSearch> search,
      String base) {
    return new Experiment(
        id,
        submission,
        name,
        title,
        document,
        data,
        split,
        preparation,
        seeds,
        variants,
        search,
        base,
        claims);
  }

  /** The event that hands this experiment in. */
  public ExperimentSubmitted submitted() {
    return new ExperimentSubmitted(submission, name, document, data, split, 0, base);
  }
}
