package org.descent.experiment.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.descent.experiment.EndMetric;
import org.descent.experiment.results.ExperimentResult.Best;
import org.descent.experiment.results.ExperimentResult.Place;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/**
 * Results as a table: one row a trial. Every setting that varies in any of the experiments has a
 * column {@code setting.NAME}; what is not known is left empty. Where there are folds, there is a
 * column {@code fold}. Where some trial keeps an average of its weights, there are columns {@code
 * averaged.SPLIT.…}; then every metric that was published of any variant has columns {@code
 * METRIC.published} and so on, which say of each trial the same as of its variant. A text that a
 * spreadsheet would take for a formula has a {@code '} before it.
 */
public final class ResultsCsv {
  /** The table's dialect: comma, quotes where needed, line feed. */
  static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /** A spreadsheet takes text that begins so for a formula. */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,4})?");

  private static final List<String> PUBLISHED =
      List.of("published", "median", "low", "high", "place", "source");
  private static final SplitMetrics UNKNOWN = new SplitMetrics(null, null, List.of());

  private ResultsCsv() {}

  /** Writes a header and one row for each ended trial. */
  public static void write(List<ExperimentResult> experiments, Appendable out) throws IOException {
    var settings = new LinkedHashSet<String>();
    experiments.forEach(e -> e.variants().forEach(v -> settings.addAll(v.settings().keySet())));
    var published = new LinkedHashSet<String>();
    experiments.forEach(
        e -> e.variants().forEach(v -> v.published().forEach(p -> published.add(p.metric()))));
    var printer = new CSVPrinter(out, FORMAT);
    boolean averages =
        experiments.stream()
            .flatMap(e -> e.variants().stream())
            .flatMap(v -> v.trials().stream())
            .anyMatch(t -> !t.averaged().isEmpty());
    boolean folds =
        experiments.stream()
            .flatMap(e -> e.variants().stream())
            .flatMap(v -> v.trials().stream())
            .anyMatch(t -> t.fold() != null);
    var header = header(settings);
    if (folds) {
      header.add("fold");
    }
    if (averages) {
      addNames("averaged.", header);
    }
    published.forEach(metric -> PUBLISHED.forEach(name -> header.add(metric + "." + name)));
    printer.printRecord(header.stream().map(ResultsCsv::cell).toList());
    for (var experiment : experiments) {
      for (var variant : experiment.variants()) {
        for (var trial : variant.trials()) {
          var row = row(experiment, variant, settings, trial);
          if (folds) {
            row.add(trial.fold());
          }
          if (averages) {
            addAverages(row, trial);
          }
          published.forEach(metric -> addPublished(row, variant, metric));
          printer.printRecord(row.stream().map(ResultsCsv::cell).toList());
        }
      }
    }
    printer.flush();
  }

  /**
   * {@code value} so that no spreadsheet takes it for a formula: such a text gets a ' before it.
   */
  static Object cell(Object value) {
    return value instanceof String text
            && FORMULA.matcher(text).matches()
            && !NUMBER.matcher(text).matches()
        ? "'" + text
        : value;
  }

  private static List<String> header(LinkedHashSet<String> settings) {
    var header = new ArrayList<>(List.of("experiment", "variant", "label"));
    settings.forEach(s -> header.add("setting." + s));
    header.addAll(List.of("seed", "trial", "end", "iterationsToTarget", "iterations"));
    addNames("", header);
    header.addAll(
        List.of("best.loss", "best.lossIteration", "best.accuracy", "best.accuracyIteration"));
    header.addAll(List.of("agrees", "separates", "seconds", "cohort", "model", "reason"));
    header.addAll(List.of("specification", "build", "tensorflow", "device", "engine", "generator"));
    header.add("dataset");
    header.add("divergence");
    header.addAll(
        List.of(
            "iterationsToTargetAfter",
            "epochsToTarget",
            "examplesToTarget",
            "processorSeconds",
            "stopped"));
    for (var split : EndMetric.SPLITS) {
      for (var best : List.of("loss", "lossIteration", "accuracy", "accuracyIteration")) {
        header.add("best." + split + "." + best);
      }
    }
    return header;
  }

  private static void addNames(String prefix, List<String> header) {
    for (var split : EndMetric.SPLITS) {
      header.add(prefix + split + ".loss");
      header.add(prefix + split + ".accuracy");
    }
  }

  private static List<Object> row(
      ExperimentResult experiment,
      VariantResult variant,
      LinkedHashSet<String> settings,
      TrialResult trial) {
    var row = new ArrayList<Object>();
    row.add(experiment.id());
    row.add(variant.ordinal());
    row.add(variant.label());
    settings.forEach(s -> row.add(variant.settings().get(s)));
    row.add(trial.seed());
    row.add(trial.id());
    row.add(trial.end().name().toLowerCase(Locale.ROOT));
    row.add(trial.iterationsToTarget());
    row.add(trial.iterations());
    addMetrics(row, trial);
    addBest(row, trial.best());
    row.add(trial.agrees());
    row.add(trial.separates());
    row.add(trial.seconds());
    row.add(trial.cohort());
    row.add(trial.model());
    row.add(trial.reason());
    var provenance = trial.provenance();
    row.add(provenance == null ? null : provenance.specification());
    row.add(provenance == null ? null : provenance.build());
    row.add(provenance == null ? null : provenance.tensorflow());
    row.add(provenance == null ? null : provenance.device());
    row.add(provenance == null ? null : provenance.engine());
    row.add(provenance == null ? null : provenance.generator());
    row.add(provenance == null ? null : provenance.dataset());
    row.add(trial.divergence() == null ? null : trial.divergence().what());
    row.add(trial.iterationsToTargetAfter());
    row.add(trial.epochsToTarget());
    row.add(trial.examplesToTarget());
    row.add(trial.processorSeconds());
    row.add(trial.stopped());
    EndMetric.SPLITS.forEach(split -> addBest(row, trial.bestOn().get(split)));
    return row;
  }

  private static void addPublished(List<Object> row, VariantResult variant, String metric) {
    var known = variant.published().stream().filter(p -> p.metric().equals(metric)).findFirst();
    row.add(known.map(PublishedMetric::value).orElse(null));
    row.add(known.map(PublishedMetric::median).orElse(null));
    row.add(known.map(PublishedMetric::low).orElse(null));
    row.add(known.map(PublishedMetric::high).orElse(null));
    row.add(known.map(PublishedMetric::place).map(Place::text).orElse(null));
    row.add(known.map(PublishedMetric::source).orElse(null));
  }

  private static void addBest(List<Object> row, Best best) {
    row.add(best == null ? null : best.loss());
    row.add(best == null ? null : best.lossIteration());
    row.add(best == null ? null : best.accuracy());
    row.add(best == null ? null : best.accuracyIteration());
  }

  private static void addMetrics(List<Object> row, TrialResult trial) {
    for (var split : EndMetric.SPLITS) {
      var known = trial.metrics().getOrDefault(split, UNKNOWN);
      boolean diverged = trial.divergence() != null && split.equals("train");
      row.add(diverged ? trial.divergence().loss() : known.loss());
      row.add(known.accuracy());
    }
  }

  private static void addAverages(List<Object> row, TrialResult trial) {
    for (var split : EndMetric.SPLITS) {
      var known = trial.averaged().getOrDefault(split, UNKNOWN);
      row.add(known.loss());
      row.add(known.accuracy());
    }
  }
}
