package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.CurveSlice;
import org.descent.learning.Outcome;
import org.descent.learning.SplitMeasurement;

/** A listener that asks for every checkpoint and keeps all that it hears. */
final class Checkpoints implements CheckpointListener {
  private final List<CohortCheckpoint> taken = new ArrayList<>();
  private final Map<String, List<Float>> losses = new LinkedHashMap<>();
  private final Map<String, List<SplitMeasurement>> measured = new LinkedHashMap<>();
  private final Map<String, Outcome.Trained> outcomes = new LinkedHashMap<>();

  List<CohortCheckpoint> taken() {
    return taken;
  }

  /** The first in which some trial runs. */
  CohortCheckpoint underWay() {
    return taken.stream().filter(c -> !c.running().isEmpty()).findFirst().orElseThrow();
  }

  /** Of each trial's iterations. */
  Map<String, List<Float>> losses() {
    return losses;
  }

  Map<String, List<SplitMeasurement>> measured() {
    return measured;
  }

  Map<String, Outcome.Trained> outcomes() {
    return outcomes;
  }

  @Override
  public void progressed(Cohort.Trial trial, CurveSlice slice) {
    var heard = losses.computeIfAbsent(trial.id(), id -> new ArrayList<>());
    for (float loss : slice.values()[0]) {
      heard.add(loss);
    }
  }

  @Override
  public void measured(Cohort.Trial trial, SplitMeasurement metrics) {
    measured.computeIfAbsent(trial.id(), id -> new ArrayList<>()).add(metrics);
  }

  @Override
  public void ended(Cohort.Trial trial, Outcome outcome) {
    outcomes.put(trial.id(), (Outcome.Trained) outcome);
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public boolean checkpointDue() {
    return true;
  }

  @Override
  public void checkpointed(CohortCheckpoint checkpoint) {
    taken.add(checkpoint);
  }
}
