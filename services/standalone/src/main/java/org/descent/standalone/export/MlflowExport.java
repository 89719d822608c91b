package org.descent.standalone.export;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/**
 * Hands trials to MLflow: an experiment there for each here, a run for each trial, with settings as
 * parameters, curves and what the evaluator found as metrics. Runs carry the id of their trial: one
 * that is there already is left as it is, and one that was not finished is made anew.
 */
public final class MlflowExport {
  /** The most points of a curve unless told otherwise: people look at runs, one at a time. */
  public static final int DEFAULT_POINTS = 1000;

  /** MLflow takes no more at once. */
  private static final int MOST_METRICS = 1000;

  private static final int MOST_RUNS = 1000;
  private static final int MOST_TEXT = 500;
  private static final String TRIAL = "descent.trial";
  private static final String NAME = "mlflow.runName";

  private final Mlflow server;
  private final int points;
  private int runs;
  private int known;

  /**
   * Exports to the server at {@code address}.
   *
   * @param points the most that are written of one curve
   * @throws MlflowFailure if that is no address of a server
   */
  public MlflowExport(URI address, int points) throws MlflowFailure {
    this.server = new Mlflow(address);
    this.points = points;
  }

  /** The number of runs made so far. */
  public int runs() {
    return runs;
  }

  /** The number of trials so far whose runs were there already. */
  public int known() {
    return known;
  }

  /**
   * Hands over the trials of one experiment that have ended.
   *
   * @param curves its curves/NAME.csv
   */
  public void write(ExperimentResult result, Path curves) throws IOException {
    var experiment = experiment(result.id());
    var finished = finished(experiment);
    var left = new HashMap<String, Trial>();
    for (var variant : result.variants()) {
      for (var trial : variant.trials()) {
        if (finished.contains(trial.id())) {
          known++;
        } else {
          left.put(key(variant.ordinal(), trial.seed()), new Trial(result, variant, trial));
        }
      }
    }
    CurvesFile.read(
        curves,
        found -> {
          var trial = left.remove(key(found.variant(), found.seed()));
          if (trial != null) {
            write(experiment, trial, found.curves());
          }
        });
    for (var without : left.values()) {
      write(experiment, without, List.of());
    }
  }

  private record Trial(ExperimentResult experiment, VariantResult variant, TrialResult result) {}

  private static String key(int variant, long seed) {
    return variant + "." + seed;
  }

  private String experiment(String name) throws IOException {
    var query = "experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    var there = server.find("experiments/get-by-name?" + query);
    return there.isPresent()
        ? there.get().at("/experiment/experiment_id").asText()
        : server.post("experiments/create", Map.of("name", name)).path("experiment_id").asText();
  }

  /** The trials whose runs are whole; what is left of others is deleted. */
  private Set<String> finished(String experiment) throws IOException {
    var finished = new HashSet<String>();
    var page = "";
    do {
      var body = new HashMap<String, Object>();
      body.put("experiment_ids", List.of(experiment));
      body.put("max_results", MOST_RUNS);
      if (!page.isEmpty()) {
        body.put("page_token", page);
      }
      var found = server.post("runs/search", body);
      for (var run : found.path("runs")) {
        var trial = tag(run);
        if (trial.isEmpty()) {
          continue; // somebody else's
        }
        if (run.at("/info/status").asText().equals("RUNNING")) {
          server.post("runs/delete", Map.of("run_id", run.at("/info/run_id").asText()));
        } else {
          finished.add(trial);
        }
      }
      page = found.path("next_page_token").asText("");
    } while (!page.isEmpty());
    return finished;
  }

  private static String tag(JsonNode run) {
    for (var tag : run.at("/data/tags")) {
      if (tag.path("key").asText().equals(TRIAL)) {
        return tag.path("value").asText();
      }
    }
    return "";
  }

  private void write(String experiment, Trial trial, List<CurvesFile.MetricCurve> curves)
      throws IOException {
    var now = System.currentTimeMillis();
    long took = trial.result().seconds() == null ? 0 : Math.round(1000 * trial.result().seconds());
    var created =
        server.post(
            "runs/create",
            Map.of("experiment_id", experiment, "start_time", now - took, "tags", tags(trial)));
    var run = created.at("/run/info/run_id").asText();
    var metrics = metrics(trial.result(), now);
    for (var curve : curves) {
      metrics.addAll(metrics(curve, now));
    }
    server.post("runs/log-batch", Map.of("run_id", run, "params", parameters(trial.variant())));
    for (int i = 0; i < metrics.size(); i += MOST_METRICS) {
      var some = metrics.subList(i, Math.min(i + MOST_METRICS, metrics.size()));
      server.post("runs/log-batch", Map.of("run_id", run, "metrics", some));
    }
    server.post(
        "runs/update",
        Map.of("run_id", run, "status", status(trial.result().end()), "end_time", now));
    runs++;
  }

  private static String status(End end) {
    return switch (end) {
      case FAILED -> "FAILED";
      case CANCELLED -> "KILLED";
      default -> "FINISHED";
    };
  }

  private static List<Map<String, String>> tags(Trial trial) {
    var result = trial.result();
    var tags = new ArrayList<Map<String, String>>();
    tags.add(pair(NAME, trial.variant().label() + ", seed " + result.seed()));
    tags.add(pair(TRIAL, result.id()));
    tags.add(pair("descent.experiment", trial.experiment().id()));
    tags.add(pair("descent.variant", trial.variant().label()));
    tags.add(pair("descent.seed", String.valueOf(result.seed())));
    tags.add(pair("descent.end", result.end().name().toLowerCase(Locale.ROOT)));
    if (result.reason() != null) {
      tags.add(pair("descent.reason", result.reason()));
    }
    return tags;
  }

  private static List<Map<String, String>> parameters(VariantResult variant) {
    var parameters = new ArrayList<Map<String, String>>();
    variant.settings().forEach((name, value) -> parameters.add(pair(name, value)));
    return parameters;
  }

  private static Map<String, String> pair(String key, String value) {
    var text = value.length() <= MOST_TEXT ? value : value.substring(0, MOST_TEXT - 1) + "…";
    return Map.of("key", named(key), "value", text);
  }

  /** MLflow's names have no brackets. */
  private static String named(String name) {
    return name.replace("[", ".").replace("]", "").replaceAll("[^\\p{L}\\p{N}_./ -]", "_");
  }

  /** What the trial came to, as the evaluator found it. */
  private static List<Map<String, ?>> metrics(TrialResult trial, long now) {
    var metrics = new ArrayList<Map<String, ?>>();
    trial
        .metrics()
        .forEach(
            (split, found) -> {
              add(metrics, "end." + split + ".loss", found.loss(), trial.iterations(), now);
              add(metrics, "end." + split + ".accuracy", found.accuracy(), trial.iterations(), now);
            });
    add(metrics, "iterationsToTarget", trial.iterationsToTarget(), trial.iterations(), now);
    add(metrics, "seconds", trial.seconds(), trial.iterations(), now);
    return metrics;
  }

  private static void add(
      List<Map<String, ?>> metrics, String key, Number value, int step, long now) {
    if (Objects.nonNull(value)) {
      metrics.add(metric(key, value.doubleValue(), step, now));
    }
  }

  private List<Map<String, ?>> metrics(CurvesFile.MetricCurve curve, long now) {
    var kept = curve.thinned(points);
    return IntStream.range(0, kept.values().length)
        .<Map<String, ?>>mapToObj(
            i -> metric(kept.metric(), kept.values()[i], kept.iterations()[i], now))
        .toList();
  }

  /** JSON has no word for what is no number; protocol buffers' JSON has. */
  private static Map<String, ?> metric(String key, double value, int step, long now) {
    return Map.ofEntries(
        entry("key", named(key)),
        entry("value", Double.isFinite(value) ? (Object) value : String.valueOf(value)),
        entry("timestamp", now),
        entry("step", step));
  }
}
