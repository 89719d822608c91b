package org.descent.experiment.spec;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.MeasureSpec;
import org.descent.contracts.spec.PatienceSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.data.KnownData;

/**
 * Reads what is measured of whole splits, {@code measure}, and what is judged by it, {@code target}
 * and {@code patience}. What is left out follows from the others: each iteration of a full batch
 * measures all of the training data, of mini-batches only its own, beside which the training and
 * validation data are measured once an epoch.
 */
final class MeasureReader {
  static final String TARGET = "target";
  static final String PATIENCE = "patience";
  static final String MEASURE = "measure";

  private static final String NOTHING = "none";
  private static final String BATCH = "batch";
  private static final String MINIMUM = "minimum-improvement";
  private static final Map<String, Split> SPLITS = Words.of(Split.class);
  private static final Map<String, TargetSpec.Metric> METRICS = Words.of(TargetSpec.Metric.class);

  /** Measurements of a full batch whose targets ask for some, if it does not say how many. */
  private static final int USUAL = 100;

  /** The most of mini-batches, likewise: epochs of little data are over before that shows. */
  private static final int MOST = 500;

  private final Fields fields;
  private final int budget;
  private final BatchSpec batch;

  /** Whether each iteration measures all of the training data. */
  private final boolean always;

  /** Whether it was left to us what is measured beside mini-batches. */
  private final boolean usual;

  private final List<Split> existing;

  /**
   * @param fields of the experiment
   * @param usual whether nothing is said of what mini-batches measure
   */
  MeasureReader(Fields fields, int budget, BatchSpec batch, boolean usual) {
    this.fields = fields;
    this.budget = budget;
    this.batch = batch;
    this.usual = usual;
    this.always = batch.full() || batch.measure() == BatchSpec.Measure.DATA;
    this.existing = existing(fields);
  }

  /**
   * All that was read.
   *
   * @param measure null for nothing
   * @param patience null for none
   */
  record Read(MeasureSpec measure, List<TargetSpec> targets, PatienceSpec patience) {}

  /** A target as it is written; {@code on} is null where nothing is said of that. */
  private record Written(TargetSpec.Metric metric, String head, double value, String on) {}

  Read read() {
    var stated = fields.read(MEASURE, Optional.<MeasureSpec>empty(), this::stated);
    boolean silent = fields.get(MEASURE).isEmpty();
    var on = new LinkedHashSet<Split>(stated.map(MeasureSpec::on).orElse(List.of()));
    if (silent && !always && usual) {
      on.add(Split.TRAIN);
      existing.stream().filter(split -> split == Split.VALIDATION).forEach(on::add);
    }
    var first = on.stream().findFirst();
    var targets = fields.need(TARGET, List.<TargetSpec>of(), v -> targets(v, first));
    targets.stream().filter(TargetSpec::measured).forEach(target -> on.add(target.on()));
    var patience =
        fields
            .read(PATIENCE, Optional.<PatienceSpec>empty(), v -> patience(v, targets, first))
            .orElse(null);
    if (patience != null) {
      on.add(patience.on());
    }
    if (on.isEmpty()) {
      return new Read(null, targets, patience);
    }
    var splits = List.copyOf(on);
    var measure =
        stated
            .map(said -> new MeasureSpec(said.every(), said.unit(), splits))
            .orElseGet(() -> usually(splits));
    return new Read(measure, targets, patience);
  }

  private MeasureSpec usually(List<Split> on) {
    return batch.full()
        ? MeasureSpec.every(Math.max(1, budget / USUAL), on)
        : MeasureSpec.eachEpoch(on).apart(budget / MOST);
  }

  /** The splits that the experiment has, as far as that is known. */
  private static List<Split> existing(Fields fields) {
    var quiet = new Problems();
    var known =
        quietly(fields, "data", quiet, DataReader::data)
            .map(DataSources::known)
            .orElse(KnownData.NOTHING);
    var split =
        quietly(fields, "split", quiet, v -> DataReader.split(v, known)).orElse(SplitSpec.NONE);
    return Arrays.stream(Split.values())
        .filter(each -> quiet.count() > 0 || known.has(each, split))
        .toList();
  }

  private static <T> Optional<T> quietly(
      Fields fields, String key, Problems quiet, Function<Value, T> reader) {
    return fields
        .get(key)
        .flatMap(v -> quiet.attempt(() -> reader.apply(new Value(v.tree(), v.path(), quiet))));
  }

  private Optional<MeasureSpec> stated(Value value) {
    if (value.is(NOTHING)) {
      return Optional.empty();
    }
    var own = value.fields("every", "on");
    var interval = own.read("every", null, this::every);
    var on = own.read("on", null, this::splits);
    return own.make(
        () -> {
          var splits = on == null ? usualSplits() : on;
          return Optional.of(
              interval == null
                  ? usually(splits)
                  : new MeasureSpec(interval.every(), interval.unit(), splits));
        });
  }

  private List<Split> usualSplits() {
    return existing.stream().filter(split -> split != Split.TEST).toList();
  }

  private record Interval(double every, ScheduleSpec.Unit unit) {}

  private Interval every(Value value) {
    if (!(value.tree() instanceof Tree.Mapping)) {
      long iterations = value.whole(1, Integer.MAX_VALUE);
      if (iterations >= budget && value.problems().strict()) {
        throw value.wrong(iterations + " iterations, expected fewer than the budget of " + budget);
      }
      return new Interval(iterations, ScheduleSpec.Unit.ITERATIONS);
    }
    var own = value.fields("epochs");
    double epochs = own.number("epochs");
    return own.makeExactly(
        () -> {
          InvalidSpec.unless(
              epochs > 0 && Double.isFinite(epochs),
              "epochs %s, expected a number above 0",
              epochs);
          return new Interval(epochs, ScheduleSpec.Unit.EPOCHS);
        });
  }

  private List<Split> splits(Value value) {
    var all =
        value.tree() instanceof Tree.Sequence ? value.each(this::split) : List.of(split(value));
    if (all.isEmpty()) {
      throw value.unlike("some of " + Split.words(existing));
    }
    if (all.stream().distinct().count() < all.size()) {
      throw value.unlike("each split once");
    }
    return all;
  }

  private Split split(Value value) {
    var split = value.word(SPLITS);
    if (!existing.contains(split)) {
      throw value.wrong(missing(split));
    }
    return split;
  }

  private String missing(Split split) {
    return "there is no %s split, expected %s; split: {%s: 0.2} would make one"
        .formatted(
            split.word(),
            existing.size() == 1 ? Split.words(existing) : "one of " + Split.words(existing),
            split.word());
  }

  private List<TargetSpec> targets(Value value, Optional<Split> first) {
    if (value.is(NOTHING)) {
      return List.of();
    }
    var written =
        value.tree() instanceof Tree.Sequence ? value.each(this::target) : List.of(target(value));
    // where some are judged by measurements, those of all training data are as well
    boolean measured = written.stream().anyMatch(t -> on(t, first, false).isPresent());
    var targets =
        written.stream()
            .map(
                t ->
                    new TargetSpec(
                        t.metric(), t.head(), t.value(), on(t, first, measured).orElse(null)))
            .toList();
    if (targets.stream().map(TargetSpec::measured).distinct().count() > 1) {
      throw value.wrong(
          "one on the batch of each iteration beside one on a split, expected all of them on"
              + " splits");
    }
    return targets;
  }

  /**
   * The split that a target is judged on; nothing if it is judged at each iteration.
   *
   * @param measured whether others are judged on splits
   */
  private Optional<Split> on(Written target, Optional<Split> first, boolean measured) {
    var train = measured || !always ? Optional.of(Split.TRAIN) : Optional.<Split>empty();
    if (target.on() == null) {
      return always ? train.filter(t -> measured) : first;
    }
    if (target.on().equals(BATCH)) {
      return Optional.empty();
    }
    return target.on().equals(Split.TRAIN.word()) ? train : Split.of(target.on());
  }

  private Written target(Value value) {
    var own = value.fields("head", "accuracy", "loss", "on");
    var head = own.text("head", "");
    boolean accuracy = own.get("accuracy").isPresent();
    if (accuracy == own.get("loss").isPresent()) {
      throw value.unlike("either accuracy or loss; a list can hold several targets");
    }
    var metric = accuracy ? TargetSpec.Metric.ACCURACY : TargetSpec.Metric.LOSS;
    double wanted = own.number(accuracy ? "accuracy" : "loss");
    String on = own.read("on", null, this::place);
    own.make(
        () -> {
          InvalidSpec.unless(
              accuracy || wanted >= 0 || !value.problems().strict(),
              "loss %s, expected 0 or more, as every loss is",
              wanted);
          return new TargetSpec(metric, head, wanted);
        });
    return new Written(metric, head, wanted, on);
  }

  /** A split, or the batch of each iteration. */
  private String place(Value value) {
    if (!value.is(BATCH)) {
      return split(value).word();
    }
    if (batch.full() || !always) {
      return batch.full() ? Split.TRAIN.word() : BATCH;
    }
    throw value.wrong("with measure: data all of the training data are measured, expected train");
  }

  private Optional<PatienceSpec> patience(
      Value value, List<TargetSpec> targets, Optional<Split> first) {
    if (value.is(NOTHING)) {
      return Optional.empty();
    }
    if (!(value.tree() instanceof Tree.Mapping)) {
      int measurements = (int) value.whole(1, TrainingSpec.MAX_ITERATIONS);
      var watched = watched(value, measurements, targets);
      var split = split(Optional.of(watched), first);
      return Optional.of(
          value.make(
              () -> new PatienceSpec(measurements, watched.metric(), watched.head(), split, 0)));
    }
    var own = value.fields("measurements", "metric", "head", "on", MINIMUM);
    int most = TrainingSpec.MAX_ITERATIONS;
    int measurements = own.need("measurements", 1, v -> (int) v.whole(1, most));
    TargetSpec.Metric metric = own.read("metric", null, v -> v.word(METRICS));
    double least = own.number(MINIMUM, 0);
    Split on = own.read("on", null, this::split);
    var head = own.text("head", "");
    if (metric != null) {
      var split = on == null ? split(targets.stream().findFirst(), first) : on;
      return Optional.of(
          own.make(() -> new PatienceSpec(measurements, metric, head, split, least)));
    }
    var watched = watched(value, measurements, targets);
    var split = on == null ? split(Optional.of(watched), first) : on;
    var of = head.isEmpty() ? watched.head() : head;
    return Optional.of(
        own.make(() -> new PatienceSpec(measurements, watched.metric(), of, split, least)));
  }

  /** The target whose metric is watched where nothing is said of that. */
  private TargetSpec watched(Value value, int measurements, List<TargetSpec> targets) {
    if (targets.isEmpty()) {
      throw value.wrong(
          "there is no target whose metric it could watch, expected {measurements: "
              + measurements
              + ", metric: loss, on: "
              + existing.get(Math.min(1, existing.size() - 1)).word()
              + "}");
    }
    return targets.get(0);
  }

  /** The split that is watched where nothing is said of that. */
  private static Split split(Optional<TargetSpec> watched, Optional<Split> first) {
    return watched.map(TargetSpec::on).or(() -> first).orElse(Split.TRAIN);
  }
}
