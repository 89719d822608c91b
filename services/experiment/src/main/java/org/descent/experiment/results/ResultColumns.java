package org.descent.experiment.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.descent.experiment.EndMetric;
import org.descent.experiment.results.ExperimentResult.Best;
import org.descent.experiment.results.ExperimentResult.Place;
import org.descent.experiment.results.ExperimentResult.ProvenanceResult;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/**
 * Results as a table: one row a trial. Every setting that varies in any of the experiments has a
 * column {@code setting.NAME}; what is not known is left empty. Where there are folds, there is a
 * column {@code fold}. Where some trial keeps an average of its weights, there are columns {@code
 * averaged.SPLIT.…}; then every metric that was published of any variant has columns {@code
 * METRIC.published} and so on, which say of each trial the same as of its variant.
 */
final class ResultColumns {
  private static final SplitMetrics UNKNOWN = new SplitMetrics(null, null, List.of());
  private static final Best NONE = new Best(null, null, null, null);

  private final List<ExperimentResult> experiments;
  private final List<Column> columns = new ArrayList<>();
  private final List<Function<Row, Object>> cells = new ArrayList<>();

  /** A trial with what it belongs to. */
  private record Row(ExperimentResult experiment, VariantResult variant, TrialResult trial) {}

  ResultColumns(List<ExperimentResult> experiments) {
    this.experiments = experiments;
    addIdentity();
    addEnd();
    addProvenance();
    addCost();
    for (var split : EndMetric.SPLITS) {
      addBest("best." + split + ".", trial -> trial.bestOn().get(split));
    }
    if (any(trial -> trial.fold() != null)) {
      add(Column.count("fold"), row -> row.trial().fold());
    }
    if (any(trial -> !trial.averaged().isEmpty())) {
      for (var split : EndMetric.SPLITS) {
        addMetrics("averaged." + split, t -> t.averaged().getOrDefault(split, UNKNOWN));
      }
    }
    published().forEach(this::addPublished);
  }

  List<Column> columns() {
    return columns;
  }

  /** Takes the cells of a row, null for nothing. */
  @FunctionalInterface
  interface Rows {
    void row(List<Object> cells) throws IOException;
  }

  /** Hands over every row. */
  void forEach(Rows rows) throws IOException {
    for (var experiment : experiments) {
      for (var variant : experiment.variants()) {
        for (var trial : variant.trials()) {
          var row = new Row(experiment, variant, trial);
          var values = new ArrayList<>(cells.size());
          cells.forEach(cell -> values.add(cell.apply(row)));
          rows.row(values);
        }
      }
    }
  }

  private void addIdentity() {
    add(Column.text("experiment"), row -> row.experiment().id());
    add(Column.count("variant"), row -> row.variant().ordinal());
    add(Column.text("label"), row -> row.variant().label());
    for (var setting : settings()) {
      var kind = isNumber(setting) ? Column.Kind.NUMBER : Column.Kind.TEXT;
      add(new Column("setting." + setting, kind), row -> row.variant().settings().get(setting));
    }
    add(new Column("seed", Column.Kind.LONG_COUNT), row -> row.trial().seed());
    add(Column.text("trial"), row -> row.trial().id());
  }

  private void addEnd() {
    add(Column.text("end"), row -> row.trial().end().name().toLowerCase(Locale.ROOT));
    add(Column.count("iterationsToTarget"), row -> row.trial().iterationsToTarget());
    add(Column.count("iterations"), row -> row.trial().iterations());
    for (var split : EndMetric.SPLITS) {
      add(Column.number(split + ".loss"), row -> loss(row.trial(), split));
      add(Column.number(split + ".accuracy"), row -> metrics(row.trial(), split).accuracy());
    }
    addBest("best.", TrialResult::best);
    add(new Column("agrees", Column.Kind.TRUTH), row -> row.trial().agrees());
    add(new Column("separates", Column.Kind.TRUTH), row -> row.trial().separates());
    add(Column.number("seconds"), row -> row.trial().seconds());
    add(Column.text("cohort"), row -> row.trial().cohort());
    add(Column.text("model"), row -> row.trial().model());
    add(Column.text("reason"), row -> row.trial().reason());
  }

  private static SplitMetrics metrics(TrialResult trial, String split) {
    return trial.metrics().getOrDefault(split, UNKNOWN);
  }

  /** Of one that diverged what its curve ends with, which is said in a word. */
  private static Object loss(TrialResult trial, String split) {
    boolean diverged = trial.divergence() != null && split.equals("train");
    return diverged ? trial.divergence().loss() : metrics(trial, split).loss();
  }

  private void addProvenance() {
    addProvenance("specification", ProvenanceResult::specification);
    addProvenance("build", ProvenanceResult::build);
    addProvenance("tensorflow", ProvenanceResult::tensorflow);
    addProvenance("device", ProvenanceResult::device);
    addProvenance("engine", ProvenanceResult::engine);
    addProvenance("generator", ProvenanceResult::generator);
    addProvenance("dataset", ProvenanceResult::dataset);
  }

  private void addProvenance(String name, Function<ProvenanceResult, String> of) {
    add(
        Column.text(name),
        row -> row.trial().provenance() == null ? null : of.apply(row.trial().provenance()));
  }

  private void addCost() {
    add(
        Column.text("divergence"),
        row -> row.trial().divergence() == null ? null : row.trial().divergence().what());
    add(Column.count("iterationsToTargetAfter"), row -> row.trial().iterationsToTargetAfter());
    add(Column.number("epochsToTarget"), row -> row.trial().epochsToTarget());
    add(
        new Column("examplesToTarget", Column.Kind.LONG_COUNT),
        row -> row.trial().examplesToTarget());
    add(Column.number("processorSeconds"), row -> row.trial().processorSeconds());
    add(Column.text("stopped"), row -> row.trial().stopped());
  }

  private void addBest(String prefix, Function<TrialResult, Best> of) {
    Function<Row, Best> best = row -> Objects.requireNonNullElse(of.apply(row.trial()), NONE);
    add(Column.number(prefix + "loss"), row -> best.apply(row).loss());
    add(Column.count(prefix + "lossIteration"), row -> best.apply(row).lossIteration());
    add(Column.number(prefix + "accuracy"), row -> best.apply(row).accuracy());
    add(Column.count(prefix + "accuracyIteration"), row -> best.apply(row).accuracyIteration());
  }

  private void addMetrics(String prefix, Function<TrialResult, SplitMetrics> of) {
    add(Column.number(prefix + ".loss"), row -> of.apply(row.trial()).loss());
    add(Column.number(prefix + ".accuracy"), row -> of.apply(row.trial()).accuracy());
  }

  private void addPublished(String metric) {
    addPublished(Column.number(metric + ".published"), metric, PublishedMetric::value);
    addPublished(Column.number(metric + ".median"), metric, PublishedMetric::median);
    addPublished(Column.number(metric + ".low"), metric, PublishedMetric::low);
    addPublished(Column.number(metric + ".high"), metric, PublishedMetric::high);
    addPublished(Column.text(metric + ".place"), metric, p -> place(p.place()));
    addPublished(Column.text(metric + ".source"), metric, PublishedMetric::source);
  }

  private static String place(Place place) {
    return place == null ? null : place.text();
  }

  private void addPublished(Column column, String metric, Function<PublishedMetric, Object> of) {
    add(
        column,
        row ->
            row.variant().published().stream()
                .filter(p -> p.metric().equals(metric))
                .findFirst()
                .map(of)
                .orElse(null));
  }

  private void add(Column column, Function<Row, Object> cell) {
    columns.add(column);
    cells.add(cell);
  }

  private LinkedHashSet<String> settings() {
    var settings = new LinkedHashSet<String>();
    variants().forEach(v -> settings.addAll(v.settings().keySet()));
    return settings;
  }

  /** Whether all that a setting is set to are numbers. */
  private boolean isNumber(String setting) {
    return variants()
        .map(v -> v.settings().get(setting))
        .filter(Objects::nonNull)
        .allMatch(value -> ResultsCsv.NUMBER.matcher(value).matches());
  }

  private LinkedHashSet<String> published() {
    var published = new LinkedHashSet<String>();
    variants().forEach(v -> v.published().forEach(p -> published.add(p.metric())));
    return published;
  }

  private boolean any(Predicate<TrialResult> is) {
    return variants().flatMap(v -> v.trials().stream()).anyMatch(is);
  }

  private Stream<VariantResult> variants() {
    return experiments.stream().flatMap(e -> e.variants().stream());
  }
}
