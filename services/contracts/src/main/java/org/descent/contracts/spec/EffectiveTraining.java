package org.descent.contracts.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;

/**
 * What a training comes to once all that it does not read is left out and all that it says in other
 * words is said in one: from the same seed and the same data, two trainings with equal effective
 * forms take the same way, but for the order in which numbers are added up.
 *
 * <p>Numbers are float32, heads have their place for a name, and snapshots, surfaces and
 * instruments, which look at training without changing it, are gone.
 *
 * @param training in this form; only for comparing
 */
public record EffectiveTraining(TrainingSpec training) {
  /**
   * What is known of the data that is trained on.
   *
   * @param shape of one example, without the batch axis
   * @param examples to train on
   */
  public record Data(Optional<List<Integer>> shape, OptionalInt examples) {
    /** Data that nobody has looked at. */
    public static final Data UNKNOWN = new Data(Optional.empty(), OptionalInt.empty());

    /** Data that has been prepared. */
    public static Data of(List<Integer> shape, int examples) {
      return new Data(Optional.of(List.copyOf(shape)), OptionalInt.of(examples));
    }
  }

  /** What makes one form of two: a step on the way to the effective form. */
  private record Step(String why, Form form) {}

  @FunctionalInterface
  private interface Form {
    TrainingSpec of(TrainingSpec training, Data data);
  }

  private static final List<Step> STEPS =
      List.of(
          new Step(
              "snapshots, surfaces and instruments do not change training",
              (t, d) -> unobserved(t)),
          new Step("they are one number in float32", (t, data) -> Float32.rounded(t)),
          new Step("both start at 0", (t, data) -> withPlainStart(t)),
          new Step("the layer starts so anyway", (t, data) -> withInheritedStart(t)),
          new Step(
              "only regression heads, whose loss is l2 either way", (t, data) -> withRightLoss(t)),
          new Step("only cross-entropy smooths labels", (t, data) -> withRightLabels(t)),
          new Step("either is all of the training data", EffectiveTraining::withRightBatch),
          new Step("without momentum it is sgd", (t, data) -> withRightOptimiser(t)),
          new Step("the optimiser does not ask for it", (t, data) -> withReadSchedules(t)),
          new Step("their factors are the same", EffectiveTraining::withSimplestSchedules),
          new Step("they decay alike", (t, data) -> withRightDecay(t)),
          new Step("nothing is left to flatten", EffectiveTraining::withoutIdleFlattens),
          new Step("the layer changes nothing", (t, data) -> withoutIdleLayers(t)),
          new Step("a label by itself is binary", (t, data) -> withPlainHeads(t)),
          new Step("a head is called what one likes", (t, data) -> withNumberedHeads(t)),
          new Step("one is reached when the other is", EffectiveTraining::withNeededTargets));

  /** The effective form of {@code training} on {@code data}. */
  public static EffectiveTraining of(TrainingSpec training, Data data) {
    var form = training.after(null);
    for (var step : STEPS) {
      form = step.form().of(form, data);
    }
    var stem = training.stem() == null ? null : of(training.stem(), data).training();
    return new EffectiveTraining(form.after(stem));
  }

  /**
   * Why two trainings have one effective form, for people; empty if they are equal as they stand.
   *
   * @throws IllegalArgumentException if they have two
   */
  public static Optional<String> reason(TrainingSpec one, TrainingSpec other, Data data) {
    if (one.equals(other)) {
      return Optional.empty();
    }
    var first = one.after(null);
    var second = other.after(null);
    if (first.equals(second)) {
      return reason(one.stem(), other.stem(), data);
    }
    for (var step : STEPS) {
      first = step.form().of(first, data);
      second = step.form().of(second, data);
      if (first.equals(second)) {
        return Optional.of(step.why());
      }
    }
    throw new IllegalArgumentException("they differ: " + first + ", " + second);
  }

  /** Whether trials of different seeds are different: whether a seed is read at all. */
  public boolean seeded() {
    var start = training.initialisation();
    var layers = training.network().all().values();
    return !training.batch().full()
        || drawn(start.weights())
        || drawn(start.biases())
        || layers.stream().anyMatch(layer -> drawn(layer.initialisation()))
        || draws(training.network());
  }

  private static boolean drawn(LayerInitialisation start) {
    return start != null && (drawn(start.weights()) || drawn(start.biases()));
  }

  private static boolean drawn(Initialiser initialiser) {
    return initialiser != null && initialiser.draws();
  }

  private static boolean draws(NetworkSpec network) {
    return network.all().values().stream()
        .anyMatch(l -> l.draws() && !(l instanceof Dropout d && d.rate() == 0));
  }

  /** Whether the training's loss is another one than that of regression heads if it is left out. */
  public static boolean readsLoss(TrainingSpec training) {
    return training.network().heads().stream()
        .anyMatch(h -> h.kind() != HeadKind.REGRESSION || h.under(training.loss()) != Loss.L2);
  }

  private static TrainingSpec unobserved(TrainingSpec t) {
    var read = t.endsByMeasurements() ? t : t.unmeasured();
    return with(read, read.network());
  }

  private static TrainingSpec withPlainStart(TrainingSpec t) {
    var start = t.initialisation();
    return new TrainingSpec(
        t.network().with(layer -> layer.initialised(plain(layer.initialisation()))),
        new InitialisationSpec(plain(start.weights()), plain(start.biases())),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        t.targets(),
        t.snapshots(),
        t.surface(),
        t.update(),
        t.measure(),
        t.patience());
  }

  private static LayerInitialisation plain(LayerInitialisation start) {
    return start == null
        ? null
        : new LayerInitialisation(plain(start.weights()), plain(start.biases()));
  }

  private static Initialiser plain(Initialiser initialiser) {
    return initialiser instanceof Initialiser.Zeros ? new Initialiser.Constant(0) : initialiser;
  }

  private static TrainingSpec withInheritedStart(TrainingSpec t) {
    var network = t.network().with(layer -> inherited(layer, t.initialisation()));
    return with(t, network);
  }

  /** A layer that says of its start only what the experiment does not. */
  private static LayerSpec inherited(LayerSpec layer, InitialisationSpec usual) {
    var own = layer.initialisation();
    if (own == null) {
      return layer;
    }
    boolean idle = layer.unbiased() || usual.biases().equals(own.biases());
    return layer.initialised(
        new LayerInitialisation(
            usual.weights().equals(own.weights()) ? null : own.weights(),
            idle ? null : own.biases()));
  }

  private static TrainingSpec withRightLoss(TrainingSpec t) {
    var loss = readsLoss(t) ? t.loss() : Loss.L2;
    return with(t, t.network(), loss, t.optimiser(), t.batch(), t.targets());
  }

  private static TrainingSpec withRightLabels(TrainingSpec t) {
    if (t.loss() == Loss.CROSS_ENTROPY) {
      return t;
    }
    return withHeads(t, HeadSpec::sharp);
  }

  private static TrainingSpec withPlainHeads(TrainingSpec t) {
    return withHeads(t, HeadSpec::simplest);
  }

  /** Whether a batch is all of the training data. */
  public static boolean takesAll(BatchSpec batch, Data data) {
    return batch.full()
        || data.examples().isPresent() && batch.size() >= data.examples().getAsInt();
  }

  private static TrainingSpec withRightBatch(TrainingSpec t, Data data) {
    var whole = takesAll(t.batch(), data) ? BatchSpec.FULL : t.batch();
    var with = with(t, t.network(), t.loss(), t.optimiser(), whole, t.targets());
    return judgedAtEach(with) ? with.unmeasured() : with;
  }

  /**
   * Whether targets on training data that are measured at each iteration, or would be if nobody had
   * minded the time, are all that ends it.
   */
  private static boolean judgedAtEach(TrainingSpec t) {
    return t.batch().full()
        && t.patience() == null
        && t.measure() != null
        && (t.measure().interval(1) == 1 || t.measure().least() > 0)
        && t.targets().stream().allMatch(target -> target.on() == Split.TRAIN);
  }

  private static TrainingSpec withRightOptimiser(TrainingSpec t) {
    boolean plain =
        t.optimiser() instanceof OptimiserSpec.Momentum m && m.momentum() == 0
            || t.optimiser() instanceof OptimiserSpec.Nesterov n && n.momentum() == 0;
    var optimiser = plain ? new OptimiserSpec.Sgd(t.optimiser().learningRate()) : t.optimiser();
    return with(t, t.network(), t.loss(), optimiser, t.batch(), t.targets());
  }

  private static TrainingSpec withReadSchedules(TrainingSpec t) {
    var u = t.updates();
    return with(
        t,
        new UpdateSpec(
            readsSchedule(t) ? u.schedule() : null,
            readsMomentum(t) ? u.momentum() : null,
            u.decay(),
            u.clipping(),
            u.average()));
  }

  /** Whether the learning rate is read after the start. */
  public static boolean readsSchedule(TrainingSpec t) {
    var decay = t.updates().decay();
    return t.optimiser().followsRate() || (decay != null && decay.decoupled());
  }

  /** Whether a momentum is read that can have a schedule. */
  public static boolean readsMomentum(TrainingSpec t) {
    return t.optimiser().followsMomentum();
  }

  private static TrainingSpec withSimplestSchedules(TrainingSpec t, Data data) {
    var u = t.updates();
    var epoch = epoch(t.batch(), data);
    return with(
        t,
        new UpdateSpec(
            simplest(u.schedule(), t.iterations() - 1, epoch),
            simplest(u.momentum(), t.iterations() - 1, epoch),
            u.decay(),
            u.clipping(),
            u.average()));
  }

  private static ScheduleSpec simplest(ScheduleSpec schedule, int updates, OptionalInt epoch) {
    return schedule == null ? null : schedule.simplest(updates, epoch).orElse(null);
  }

  /** Iterations of a pass through the training split. */
  private static OptionalInt epoch(BatchSpec batch, Data data) {
    if (batch.full() || data.examples().isEmpty()) {
      return batch.full() ? OptionalInt.of(1) : OptionalInt.empty();
    }
    return OptionalInt.of(batch.epoch(data.examples().getAsInt()));
  }

  private static TrainingSpec withRightDecay(TrainingSpec t) {
    var u = t.updates();
    var decay = u.decay();
    if (decay == null || decay.rate() == 0) {
      return with(t, new UpdateSpec(u.schedule(), u.momentum(), null, u.clipping(), u.average()));
    }
    boolean decoupled = decay.decoupled() && !(t.optimiser() instanceof OptimiserSpec.Sgd);
    var right = new DecaySpec(decay.rate(), decoupled, decay.biases());
    return with(t, new UpdateSpec(u.schedule(), u.momentum(), right, u.clipping(), u.average()));
  }

  private static TrainingSpec withoutIdleFlattens(TrainingSpec t, Data data) {
    var kept = new ArrayList<LayerSpec>();
    var shape = data.shape();
    boolean flat = shape.map(axes -> axes.size() == 1).orElse(false);
    for (var layer : t.network().layers()) {
      if (!(layer instanceof LayerSpec.Flatten && flat)) {
        kept.add(layer);
      }
      shape = shape.flatMap(axes -> out(layer, axes));
      flat =
          shape
              .map(axes -> axes.size() == 1)
              .orElse(layer instanceof LayerSpec.Flatten || layer instanceof LayerSpec.Dense);
    }
    var network = new NetworkSpec(kept, t.network().heads());
    return with(t, network);
  }

  /** Nothing if the layer does not fit, which others will say. */
  private static Optional<List<Integer>> out(LayerSpec layer, List<Integer> in) {
    try {
      return Optional.of(layer.after(in));
    } catch (InvalidSpec e) {
      return Optional.empty();
    }
  }

  private static TrainingSpec withoutIdleLayers(TrainingSpec t) {
    // layers that draw do so by their place among such layers
    boolean draws = draws(t.network());
    var kept =
        t.network().layers().stream()
            .filter(l -> !(l instanceof ActivationLayer a && a.activation() == Activation.NONE))
            .filter(l -> draws || !(l instanceof Dropout))
            .toList();
    var network = new NetworkSpec(kept, t.network().heads());
    return with(t, network);
  }

  private static TrainingSpec withNumberedHeads(TrainingSpec t) {
    var heads = t.network().heads();
    var numbered =
        IntStream.range(0, heads.size()).mapToObj(i -> heads.get(i).named(name(i))).toList();
    var targets =
        t.targets().stream()
            .map(
                target ->
                    new TargetSpec(
                        target.metric(), place(target.head(), heads), target.value(), target.on()))
            .toList();
    var network = new NetworkSpec(t.network().layers(), numbered);
    var p = t.patience();
    var patience =
        p == null
            ? null
            : new PatienceSpec(
                p.measurements(),
                p.metric(),
                place(p.head(), heads),
                p.on(),
                p.minimumImprovement());
    return new TrainingSpec(
        network,
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        targets,
        List.of(),
        null,
        t.update(),
        t.measure(),
        patience);
  }

  private static String name(int place) {
    return "head " + place;
  }

  private static String place(String head, List<HeadSpec> heads) {
    return IntStream.range(0, heads.size())
        .filter(i -> heads.get(i).name().equals(head))
        .mapToObj(EffectiveTraining::name)
        .findFirst()
        .orElse("");
  }

  /** The targets that decide when all are reached, in order; the others hold when these do. */
  private static TrainingSpec withNeededTargets(TrainingSpec t, Data data) {
    var plain = t.targets().stream().map(target -> counted(ofAll(target, t), t, data)).toList();
    var needed =
        plain.stream()
            .filter(target -> plain.stream().noneMatch(other -> implies(other, target)))
            .distinct()
            .sorted(
                Comparator.comparing(TargetSpec::metric)
                    .thenComparing(TargetSpec::head)
                    .thenComparing(
                        TargetSpec::on, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    return with(t, t.network(), t.loss(), t.optimiser(), t.batch(), needed);
  }

  /** A target of the only head as one of the network: they are the same but for the weight. */
  private static TargetSpec ofAll(TargetSpec target, TrainingSpec t) {
    var heads = t.network().heads();
    boolean same =
        heads.size() == 1
            && (target.metric() == TargetSpec.Metric.ACCURACY || heads.get(0).weight() == 1);
    return same ? new TargetSpec(target.metric(), "", target.value(), target.on()) : target;
  }

  /** An accuracy as the lowest share of right answers that reaches it. */
  private static TargetSpec counted(TargetSpec target, TrainingSpec t, Data data) {
    boolean unknown = target.measured() && target.on() != Split.TRAIN || data.examples().isEmpty();
    if (target.metric() == TargetSpec.Metric.LOSS || unknown) {
      return target;
    }
    boolean partly = !target.measured() && !t.seesAll();
    int measured = partly ? t.batch().size() : data.examples().getAsInt();
    double right = Math.ceil(target.value() * measured - 1e-7 * measured); // float32's error
    double least = Math.max(1, right) / measured;
    return new TargetSpec(target.metric(), target.head(), least, target.on());
  }

  /** Whether {@code other} makes {@code target} hold, too. The lowest accuracy is every head's. */
  private static boolean implies(TargetSpec other, TargetSpec target) {
    boolean accuracy = target.metric() == TargetSpec.Metric.ACCURACY;
    if (other.metric() != target.metric() || other.on() != target.on() || other.equals(target)) {
      return false;
    }
    boolean harder = accuracy ? other.value() >= target.value() : other.value() <= target.value();
    boolean concerns = other.head().equals(target.head()) || accuracy && other.head().isEmpty();
    return concerns && harder;
  }

  private static TrainingSpec withHeads(TrainingSpec t, UnaryOperator<HeadSpec> change) {
    var heads = t.network().heads().stream().map(change).toList();
    return with(t, new NetworkSpec(t.network().layers(), heads));
  }

  private static TrainingSpec with(TrainingSpec t, NetworkSpec network) {
    return with(t, network, t.loss(), t.optimiser(), t.batch(), t.targets());
  }

  private static TrainingSpec with(TrainingSpec t, UpdateSpec update) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        t.targets(),
        t.snapshots(),
        t.surface(),
        update,
        t.measure(),
        t.patience());
  }

  private static TrainingSpec with(
      TrainingSpec t,
      NetworkSpec network,
      Loss loss,
      OptimiserSpec optimiser,
      BatchSpec batch,
      List<TargetSpec> targets) {
    return new TrainingSpec(
        network,
        t.initialisation(),
        loss,
        optimiser,
        batch,
        t.iterations(),
        targets,
        List.of(),
        null,
        t.update(),
        t.measure(),
        t.patience());
  }
}
