package org.descent.experiment.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Ids;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.Classification.Uncertain;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.HeadKind;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ExperimentReader;

/** Experiments with made-up curves: what is known of them when a report is made. */
final class Told {
  /** The loss of a trial by iteration; it converges there where it ends before its budget. */
  interface Losses {
    float[] of(Variant variant, long seed);
  }

  private Told() {}

  static Findings of(String yaml, Losses losses) {
    var experiment = ExperimentReader.yaml(yaml);
    var ledger = new Ledger(experiment);
    events(experiment, losses).forEach(ledger::on);
    return Findings.of(ledger);
  }

  private static List<Event> events(Experiment experiment, Losses losses) {
    var rows = new Location("descent.dataset-rows.v1", 0, 0, 0);
    var id = experiment.id();
    var dataset =
        new DatasetPrepared(id, "d", "5".repeat(64), List.of(2), List.of("y"), 4, 0, 0, 1, rows);
    var events = new ArrayList<Event>(List.of(dataset));
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        float[] loss = losses.of(variant, seed);
        if (loss.length > 0) {
          events.add(slice(experiment, variant, seed, loss));
          events.add(ended(experiment, variant, seed, loss, dataset));
        }
      }
    }
    return events;
  }

  private static TrainingProgressed slice(
      Experiment experiment, Variant variant, long seed, float[] loss) {
    var names = new ArrayList<>(List.of("loss", "accuracy"));
    var values = new ArrayList<>(List.of(loss, accuracy(loss)));
    var heads = variant.training().network().heads();
    for (var head : heads.size() > 1 ? heads : heads.subList(0, 0)) {
      names.addAll(List.of(head.name() + ".loss", head.name() + ".accuracy"));
      values.addAll(List.of(loss, accuracy(loss)));
    }
    return new TrainingProgressed(
        experiment.id() + ".c0",
        experiment.id(),
        names,
        List.of(
            new TrainingProgressed.Slice(
                Ids.trial(experiment.id(), variant.ordinal(), seed), 1, loss.length)),
        values);
  }

  private static float[] accuracy(float[] loss) {
    var accuracy = new float[loss.length];
    for (int i = 0; i < accuracy.length; i++) {
      accuracy[i] = (float) i / loss.length;
    }
    return accuracy;
  }

  private static TrialEvaluated ended(
      Experiment experiment, Variant variant, long seed, float[] loss, DatasetPrepared dataset) {
    boolean converged = loss.length < variant.training().iterations();
    float last = loss[loss.length - 1];
    var end = !Float.isFinite(last) ? End.DIVERGED : converged ? End.CONVERGED : End.EXHAUSTED;
    var heads =
        variant.training().network().heads().stream()
            .map(h -> new Metrics.Head(h.name(), last, converged ? 1 : 0.5))
            .toList();
    var metrics = new Metrics(last, converged ? 1 : 0.5, heads);
    var trained =
        new TrialTrained(
            Ids.trial(experiment.id(), variant.ordinal(), seed),
            experiment.id(),
            variant.ordinal(),
            seed,
            experiment.id() + ".c0",
            end,
            loss.length,
            metrics,
            variant.training(),
            dataset,
            new Location("descent.models.v1", 0, 0, 0),
            new Provenance("1.0", "2.18", "CPU:0", "reference", "generator/1"),
            0.25);
    // averages are half as bad
    var averaged = new Metrics(last / 2, 1 - (1 - metrics.accuracy()) / 2, heads);
    return new TrialEvaluated(
        trained,
        Map.of("train", metrics),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        variant.training().averages() ? Map.of("train", averaged) : Map.of(),
        classes(variant));
  }

  /** Of twelve examples of each class one is taken for the next, of the last class all are. */
  private static Map<String, List<Classification>> classes(Variant variant) {
    var said = new ArrayList<Classification>();
    for (var head : variant.training().network().heads()) {
      if (head.kind() == HeadKind.MULTI_CLASS) {
        said.add(classes(head.name(), head.classes()));
      }
    }
    return said.isEmpty() ? Map.of() : Map.of("train", said, "validation", said);
  }

  private static Classification classes(String head, int classes) {
    var counts = ByteBuffer.allocate(4 * classes * classes).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < classes; k++) {
      int wrong = k == classes - 1 ? 12 : 1;
      counts.putInt(4 * (k * classes + k), 12 - wrong);
      counts.putInt(4 * (k * classes + (k + 1) % classes), wrong);
    }
    var uncertain = List.of(new Uncertain(3, 1, 0, 0.4), new Uncertain(0, 2, 2, 0.5));
    return new Classification(
        head,
        classes,
        counts.array(),
        Map.of(2, 0.875, 3, 0.9, 10, 1.0),
        0.0625,
        uncertain,
        List.of(new Uncertain(3, 1, 0, 0.4)),
        List.of(new Uncertain(1, 0, 0, 0.9)));
  }
}
