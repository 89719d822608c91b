package org.descent.experiment.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Float32;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;

/** Reads the training part of an experiment: all that may vary. */
final class TrainingReader {
  /** The keys of the training part. */
  static final List<String> KEYS =
      List.of(
          "network",
          "initialisation",
          "loss",
          "optimiser",
          "batch",
          "budget",
          "target",
          "snapshots",
          "surface");

  /** Those that a trial depends on: the others only say what is looked at in it. */
  static final List<String> VARYING =
      KEYS.stream().filter(key -> !List.of("snapshots", "surface").contains(key)).toList();

  private static final Map<String, Loss> LOSSES = Words.of(Loss.class, "l2", "cross-entropy");
  private static final Map<String, BatchSpec.Measure> MEASURES =
      Words.of(BatchSpec.Measure.class, "data", "batch");

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
    var optimiser = fields.need("optimiser", null, TrainingReader::optimiser);
    var batch = fields.need("batch", BatchSpec.FULL, TrainingReader::batch);
    int budget = fields.need("budget", 1, v -> (int) v.whole(1, TrainingSpec.MAX_ITERATIONS));
    var targets = fields.need("target", List.<TargetSpec>of(), TrainingReader::targets);
    var snapshots = fields.need("snapshots", List.<Integer>of(), v -> Snapshots.read(v, budget));
    SurfaceSpec surface = fields.read("surface", null, TrainingReader::surface);
    return fields.make(
        () ->
            new TrainingSpec(
                network,
                initialisation,
                loss,
                optimiser,
                batch,
                budget,
                targets,
                snapshots,
                surface));
  }

  private static InitialisationSpec initialisation(Value value) {
    var fields = value.fields("weights", "biases");
    var weights =
        fields.read("weights", new Initialiser.TruncatedNormal(0.1), TrainingReader::initialiser);
    var biases = fields.read("biases", new Initialiser.Constant(0.1), TrainingReader::initialiser);
    return fields.make(() -> new InitialisationSpec(weights, biases));
  }

  private static Initialiser initialiser(Value value) {
    var draw =
        value.choice(
            List.of(
                "constant",
                "uniform",
                "normal",
                "truncated-normal",
                "glorot-uniform",
                "he-normal"));
    var body = draw.body();
    return switch (draw.name()) {
      case "constant" -> constant(body);
      case "uniform" -> {
        var fields = body.fields("low", "high");
        double low = fields.number("low");
        double high = fields.number("high");
        yield fields.make(() -> new Initialiser.Uniform(low, high));
      }
      case "normal" -> {
        var fields = body.fields("sigma");
        double sigma = fields.number("sigma");
        yield fields.make(() -> new Initialiser.Normal(sigma));
      }
      case "truncated-normal" -> {
        var fields = body.fields("sigma");
        double sigma = fields.number("sigma");
        yield fields.make(() -> new Initialiser.TruncatedNormal(sigma));
      }
      case "glorot-uniform" -> body.fields().make(Initialiser.GlorotUniform::new);
      default -> body.fields().make(Initialiser.HeNormal::new);
    };
  }

  private static Initialiser constant(Value value) {
    double number = value.number();
    return value.make(() -> new Initialiser.Constant(number));
  }

  private static OptimiserSpec optimiser(Value value) {
    var optimiser = value.choice(List.of("sgd", "momentum", "adam"));
    var body = optimiser.body();
    return switch (optimiser.name()) {
      case "sgd" -> {
        var fields = body.fields("learningRate");
        double rate = fields.number("learningRate");
        yield fields.make(() -> new OptimiserSpec.Sgd(rate));
      }
      case "momentum" -> {
        var fields = body.fields("learningRate", "momentum");
        double rate = fields.number("learningRate");
        double momentum = fields.number("momentum", 0.9);
        yield fields.make(() -> new OptimiserSpec.Momentum(rate, momentum));
      }
      default -> {
        var fields = body.fields("learningRate", "beta1", "beta2", "epsilon");
        double rate = fields.number("learningRate");
        double beta1 = fields.number("beta1", 0.9);
        double beta2 = fields.number("beta2", 0.999);
        double epsilon = fields.number("epsilon", 1e-8);
        yield fields.make(() -> new OptimiserSpec.Adam(rate, beta1, beta2, epsilon));
      }
    };
  }

  private static BatchSpec batch(Value value) {
    if (value.is("full")) {
      return BatchSpec.FULL;
    }
    if (!(value.tree() instanceof Tree.Mapping)) {
      if (value.tree() instanceof Tree.Scalar scalar && scalar.value() instanceof Number) {
        return new BatchSpec((int) value.whole(1, Integer.MAX_VALUE), BatchSpec.Measure.DATA);
      }
      throw value.unlikeNumber("full, a number of examples, or {size, measure}");
    }
    var fields = value.fields("size", "measure");
    int size = fields.need("size", 1, v -> (int) v.whole(1, Integer.MAX_VALUE));
    var measure = fields.read("measure", BatchSpec.Measure.DATA, v -> v.word(MEASURES));
    return fields.make(() -> new BatchSpec(size, measure));
  }

  private static List<TargetSpec> targets(Value value) {
    if (value.is("none")) {
      return List.of();
    }
    return value.tree() instanceof Tree.Sequence
        ? value.each(TrainingReader::target)
        : List.of(target(value));
  }

  private static TargetSpec target(Value value) {
    var fields = value.fields("head", "accuracy", "loss");
    var head = fields.text("head", "");
    boolean accuracy = fields.get("accuracy").isPresent();
    if (accuracy == fields.get("loss").isPresent()) {
      throw value.unlike("either accuracy or loss; a list can hold several targets");
    }
    var metric = accuracy ? TargetSpec.Metric.ACCURACY : TargetSpec.Metric.LOSS;
    double wanted = fields.number(accuracy ? "accuracy" : "loss");
    return fields.make(
        () -> {
          InvalidSpec.unless(
              accuracy || wanted >= 0 || !value.problems().strict(),
              "loss %s, expected 0 or more, as every loss is",
              wanted);
          return new TargetSpec(metric, head, wanted);
        });
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
