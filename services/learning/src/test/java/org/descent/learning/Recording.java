package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A listener that remembers what it heard. */
public final class Recording implements TrainingListener {
  private final Map<String, List<CurveSlice>> slices = new TreeMap<>();
  private final Map<String, List<SplitMeasurement>> measured = new TreeMap<>();
  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private final Predicate<Recording> cancelled;

  public Recording() {
    this(recording -> false);
  }

  public Recording(Predicate<Recording> cancelled) {
    this.cancelled = cancelled;
  }

  /** Trains {@code cohort} with {@code settings} and closes the engine. */
  public static Recording of(Cohort cohort, EngineSettings settings) {
    var recording = new Recording();
    try (var engine = Engines.create(settings)) {
      engine.train(cohort, recording);
    }
    return recording;
  }

  @Override
  public void progressed(Cohort.Trial trial, CurveSlice slice) {
    assertThat(outcomes).doesNotContainKey(trial.id());
    var heard = slices.computeIfAbsent(trial.id(), id -> new ArrayList<>());
    int next = 1 + heard.stream().mapToInt(CurveSlice::count).sum();
    assertThat(slice.firstIteration()).isEqualTo(next);
    heard.add(slice);
  }

  @Override
  public void measured(Cohort.Trial trial, SplitMeasurement metrics) {
    assertThat(outcomes).doesNotContainKey(trial.id());
    var heard = measured.computeIfAbsent(trial.id(), id -> new ArrayList<>());
    assertThat(heard)
        .filteredOn(earlier -> earlier.metrics().equals(metrics.metrics()))
        .allMatch(earlier -> earlier.iteration() < metrics.iteration());
    heard.add(metrics);
  }

  @Override
  public void ended(Cohort.Trial trial, Outcome outcome) {
    assertThat(outcomes.put(trial.id(), outcome)).isNull();
  }

  @Override
  public boolean cancelled() {
    return cancelled.test(this);
  }

  public List<CurveSlice> slices(String trial) {
    return slices.getOrDefault(trial, List.of());
  }

  /** What was measured of a trial's splits. */
  public List<SplitMeasurement> measured(String trial) {
    return measured.getOrDefault(trial, List.of());
  }

  /** Of one of the metrics that are measured now and then, the values by iteration. */
  public Map<Integer, Float> measured(String trial, String metric) {
    var values = new TreeMap<Integer, Float>();
    for (var each : measured(trial)) {
      int index = each.metrics().indexOf(metric);
      if (index >= 0) {
        values.put(each.iteration(), each.values()[index]);
      }
    }
    return values;
  }

  /** The iterations at which it was. */
  public List<Integer> measuredAt(String trial) {
    return measured(trial).stream().map(SplitMeasurement::iteration).toList();
  }

  public Outcome outcome(String trial) {
    return outcomes.get(trial);
  }

  public Outcome.Trained trained(String trial) {
    assertThat(outcome(trial)).isInstanceOf(Outcome.Trained.class);
    return (Outcome.Trained) outcome(trial);
  }

  /** The weights at the trial's end. */
  public float[] weights(String trial) {
    var snapshots = trained(trial).snapshots();
    return snapshots.get(snapshots.size() - 1).weights();
  }

  /** Their average. */
  public float[] average(String trial) {
    var snapshots = trained(trial).snapshots();
    return snapshots.get(snapshots.size() - 1).average().orElseThrow();
  }

  /** All iterations of one of a trial's curves. */
  public float[] curve(String trial, String metric) {
    var values = new ArrayList<Float>();
    for (var slice : slices(trial)) {
      assertThat(slice.metrics()).contains(metric);
      for (float value : slice.values()[slice.metrics().indexOf(metric)]) {
        values.add(value);
      }
    }
    var curve = new float[values.size()];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = values.get(i);
    }
    return curve;
  }
}
