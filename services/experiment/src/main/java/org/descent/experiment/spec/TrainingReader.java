package org.descent.experiment.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Float32;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;

/** Reads the training part of an experiment: all that may vary. */
final class TrainingReader {
  private static final String INSTRUMENTS = "instruments";
  static final String LANDSCAPES = "landscapes";

  /** The keys of the training part. */
  static final List<String> KEYS =
      List.of(
          "network",
          "initialisation",
          "loss",
          "optimiser",
          "update",
          "batch",
          "budget",
          "measure",
          "target",
          "patience",
          "snapshots",
          "surface",
          INSTRUMENTS,
          LANDSCAPES);

  private static final List<String> LOOKING =
      List.of("measure", "snapshots", "surface", INSTRUMENTS, LANDSCAPES);

  /** Those that a trial depends on: the others only say what is looked at in it. */
  static final List<String> VARYING = KEYS.stream().filter(key -> !LOOKING.contains(key)).toList();

  private static final RecordReader RECORDS = new RecordReader();
  private static final Map<String, Loss> LOSSES = Words.of(Loss.class);
  private static final Map<String, BatchSpec.Measure> MEASURES = Words.of(BatchSpec.Measure.class);

  private TrainingReader() {}

  /**
   * The training that the fields of an experiment describe.
   *
   * @param fields with every default filled in
   */
  static TrainingSpec training(Fields fields) {
    var network = fields.need("network", null, NetworkReader::network);
    var initialisation = fields.need("initialisation", null, TrainingReader::initialisation);
    var loss = fields.need("loss", Loss.CROSS_ENTROPY, v -> v.word(LOSSES));
    var optimiser = fields.need("optimiser", null, v -> RECORDS.read(v, OptimiserSpec.class));
    var update = fields.read("update", UpdateSpec.PLAIN, v -> RECORDS.read(v, UpdateSpec.class));
    var batch = fields.need("batch", Batch.FULL, TrainingReader::batch);
    int budget = fields.need("budget", 1, v -> (int) v.whole(1, TrainingSpec.MAX_ITERATIONS));
    var read = new MeasureReader(fields, budget, batch.spec(), batch.usual()).read();
    var snapshots = fields.need("snapshots", List.<Integer>of(), v -> Snapshots.read(v, budget));
    SurfaceSpec surface = fields.read("surface", null, TrainingReader::surface);
    var instruments =
        fields.read(INSTRUMENTS, List.<InstrumentSpec>of(), TrainingReader::instruments);
    var landscapes = fields.read(LANDSCAPES, List.<LandscapeSpec>of(), TrainingReader::landscapes);
    return fields.make(
        () -> {
          requireMoments(instruments, snapshots);
          requireWays(landscapes, snapshots);
          return new TrainingSpec(
                  network,
                  initialisation,
                  loss,
                  optimiser,
                  batch.spec(),
                  budget,
                  read.targets(),
                  snapshots,
                  surface,
                  update,
                  read.measure(),
                  read.patience())
              .seenWith(instruments, landscapes);
        });
  }

  private static List<InstrumentSpec> instruments(Value value) {
    return value.is("none")
        ? List.of()
        : value.each(item -> RECORDS.read(item, InstrumentSpec.class));
  }

  private static List<LandscapeSpec> landscapes(Value value) {
    return value.is("none")
        ? List.of()
        : value.each(item -> RECORDS.read(item, LandscapeSpec.class));
  }

  private static void requireWays(List<LandscapeSpec> landscapes, List<Integer> snapshots) {
    for (var landscape : landscapes) {
      InvalidSpec.unless(
          !snapshots.isEmpty() || !landscape.needsSnapshots(),
          "landscapes: %s goes by snapshots, of which there are none, expected some",
          landscape.word());
    }
  }

  private static void requireMoments(List<InstrumentSpec> instruments, List<Integer> snapshots) {
    for (var instrument : instruments) {
      InvalidSpec.unless(
          !snapshots.isEmpty() || !(instrument.at() instanceof InstrumentSpec.Moments.Snapshots),
          "instruments: %s at snapshots, of which there are none, expected {every: 100}",
          instrument.word());
    }
  }

  private static InitialisationSpec initialisation(Value value) {
    var fields = value.fields("weights", "biases");
    var weights =
        fields.read("weights", new Initialiser.TruncatedNormal(0.1), TrainingReader::initialiser);
    var biases = fields.read("biases", new Initialiser.Constant(0.1), TrainingReader::initialiser);
    return fields.make(() -> new InitialisationSpec(weights, biases));
  }

  private static Initialiser initialiser(Value value) {
    return RECORDS.read(value, Initialiser.class);
  }

  /**
   * A batch as it was read.
   *
   * @param usual whether nothing is said of what its iterations measure
   */
  private record Batch(BatchSpec spec, boolean usual) {
    private static final Batch FULL = new Batch(BatchSpec.FULL, true);

    private static Batch usual(int size) {
      return new Batch(new BatchSpec(size, BatchSpec.Measure.BATCH), true);
    }
  }

  private static Batch batch(Value value) {
    if (value.is("full")) {
      return Batch.FULL;
    }
    if (!(value.tree() instanceof Tree.Mapping)) {
      if (value.tree() instanceof Tree.Scalar scalar && scalar.value() instanceof Number) {
        return Batch.usual((int) value.whole(1, Integer.MAX_VALUE));
      }
      throw value.unlikeNumber("full, a number of examples, or {size, measure}");
    }
    var fields = value.fields("size", "measure");
    int size = fields.need("size", 1, v -> (int) v.whole(1, Integer.MAX_VALUE));
    if (fields.get("measure").isEmpty()) {
      return fields.make(() -> Batch.usual(size));
    }
    var measure = fields.read("measure", BatchSpec.Measure.DATA, v -> v.word(MEASURES));
    return fields.make(() -> new Batch(new BatchSpec(size, measure), false));
  }

  private static SurfaceSpec surface(Value value) {
    var fields = value.fields("weight", "bias");
    var usual = new SurfaceSpec.Axis(-2, 2, 0.1);
    var weight = fields.read("weight", usual, TrainingReader::axis);
    var bias = fields.read("bias", usual, TrainingReader::axis);
    return fields.make(() -> new SurfaceSpec(weight, bias));
  }

  private static SurfaceSpec.Axis axis(Value value) {
    var fields = value.fields("from", "to", "step");
    double from = fields.number("from", -2);
    double to = fields.number("to", 2);
    double step = fields.number("step", 0.1);
    return fields.make(
        () -> {
          var axis = new SurfaceSpec.Axis(from, to, step);
          InvalidSpec.unless(
              !value.problems().strict() || distinct(axis.points()),
              "step %s, expected points that differ in float32",
              step);
          return axis;
        });
  }

  private static boolean distinct(double[] points) {
    return Arrays.stream(points).map(Float32::of).distinct().count() == points.length;
  }
}
