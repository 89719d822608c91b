package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.Residual;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.results.Numbers;

/** What was trained, in a few words; where variants differ it says so. */
record Recipe(Findings findings) {
  /** So many are told one by one where each variant has its own. */
  private static final int NAMED = 6;

  /** A number that is not whole, as Java writes it. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+[.][0-9]+(E-?[0-9]+)?");

  /** A setting of a step that is one of a few words, as its enum has it. */
  private static final Pattern ENUM = Pattern.compile("((?:each|constant|among) )([A-Z]+)");

  String text() {
    var sentences = new ArrayList<String>();
    sentences.add("Network: " + common(t -> network(t.network())) + ".");
    sentences.add("Loss: " + common(t -> loss(t.loss())) + ".");
    sentences.add("Optimiser: " + common(t -> optimiser(t.optimiser())) + ".");
    sentences.add(
        "Target: "
            + common(Recipe::targets)
            + ", within "
            + common(t -> Numbers.iterations(t.iterations()))
            + " iterations.");
    if (findings.experiment().variants().stream().anyMatch(v -> v.training().measure() != null)) {
      sentences.add("Measured: " + common(Recipe::measured) + ".");
    }
    if (findings.experiment().variants().stream().anyMatch(v -> v.training().stem() != null)) {
      sentences.add("Before: " + common(Recipe::stems) + ".");
    }
    int folds = findings.experiment().split().folds();
    int seeds = findings.experiment().seeds().size();
    var dataset = findings.result().dataset();
    sentences.add(
        (dataset == null
                ? ""
                : dataset.train() + (dataset.train() == 1 ? " example, " : " examples, "))
            + findings.experiment().preparation().stream()
                .map(step -> step(step) + "; ")
                .collect(Collectors.joining())
            + seeds
            + (seeds == 1 ? " seed" : " seeds")
            + " a variant"
            + (folds == 0 ? "." : ", which take " + folds + " folds in turn."));
    return String.join(" ", sentences);
  }

  private String common(Function<TrainingSpec, String> property) {
    var variants = findings.experiment().variants();
    var values = variants.stream().map(v -> property.apply(v.training())).distinct().toList();
    if (values.size() <= 3) {
      return String.join(" or ", values);
    }
    if (findings.experiment().search().isPresent()) {
      return "what the search proposes";
    }
    return values.size() == variants.size() && values.size() <= NAMED
        ? variants.stream()
            .map(v -> v.label() + ": " + property.apply(v.training()))
            .collect(Collectors.joining("; "))
        : values.size() + " different ones";
  }

  /** What training goes on from, the last first. */
  private static String stems(TrainingSpec training) {
    var stem = training.stem();
    if (stem == null) {
      return "nothing else";
    }
    var before = stem.stem() == null ? "" : "; before that " + stems(stem);
    return String.format(
        "up to iteration %s %s, %s%s; curves up to there are of that",
        stem.iterations() - 1, loss(stem.loss()), optimiser(stem.optimiser()), before);
  }

  private static String loss(Loss loss) {
    return switch (loss) {
      case L1, L2 -> loss.name();
      case CROSS_ENTROPY -> "cross-entropy";
      case HUBER -> "Huber";
      case HINGE -> "hinge";
      case L2_LOGITS -> "L2 of logits";
    };
  }

  private static String network(NetworkSpec network) {
    var parts = new ArrayList<String>();
    for (var layer : network.layers()) {
      part(layer).ifPresent(parts::add);
    }
    parts.add(
        network.heads().stream()
            .map(h -> output(h) + " (" + h.name() + ")")
            .collect(Collectors.joining(" and ")));
    return String.join(" → ", parts);
  }

  private static String output(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY -> "sigmoid";
      case MULTI_CLASS -> "softmax";
      case REGRESSION -> head.outputs() == 1 ? "a number" : head.outputs() + " numbers";
      case MULTI_LABEL -> head.outputs() == 1 ? "sigmoid" : head.outputs() + " sigmoids";
    };
  }

  /** A layer that does something. */
  private static Optional<String> part(LayerSpec layer) {
    if (layer instanceof LayerSpec.Flatten) {
      return Optional.empty();
    }
    if (layer instanceof LayerSpec.Dense dense) {
      return Optional.of("dense " + dense.units() + " (" + name(dense.activation()) + ")");
    }
    if (layer instanceof LayerSpec.Conv2d conv) {
      var kernel = conv.kernelHeight() + "×" + conv.kernelWidth() + "×" + conv.filters();
      return Optional.of(kernel + " convolution (" + name(conv.activation()) + ")");
    }
    if (layer instanceof Conv1d conv) {
      var kernel = conv.kernel() + "×" + conv.filters();
      return Optional.of(kernel + " convolution over time (" + name(conv.activation()) + ")");
    }
    if (layer instanceof Gru gru) {
      return Optional.of("GRU " + gru.units() + (gru.bidirectional() ? " both ways" : ""));
    }
    if (layer instanceof Residual residual) {
      return Optional.of("residual [" + parts(residual.layers()) + "]");
    }
    return Optional.of(words(layer));
  }

  private static String parts(List<LayerSpec> layers) {
    return layers.stream()
        .flatMap(layer -> part(layer).stream())
        .collect(Collectors.joining(" → "));
  }

  /** A record as its type's name and its components. */
  private static String words(Object record) {
    var words =
        record
            .toString()
            .replaceFirst("\\[", " with ")
            .replaceFirst(" with ]$", "")
            .replaceFirst("]$", "")
            .replace("=", " ");
    return NUMBER
        .matcher(words)
        .replaceAll(number -> Numbers.significant(Double.parseDouble(number.group()), 6));
  }

  /** A step of preparation, and what was found for it where that is a few numbers. */
  static String step(Fitted step) {
    var found = new ArrayList<String>();
    step.found()
        .forEach(
            (name, numbers) ->
                found.add(
                    name
                        + " "
                        + numbers.stream()
                            .limit(NAMED)
                            .map(number -> Numbers.significant(number, 6))
                            .collect(Collectors.joining(", "))
                        + (numbers.size() > NAMED
                            ? " and " + (numbers.size() - NAMED) + " more"
                            : "")));
    var words = step(step.spec());
    return found.isEmpty() ? words : words + ": " + String.join("; ", found);
  }

  private static String step(PreparationSpec step) {
    var type = step.getClass().getSimpleName();
    var name = type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    var words = words(step).replaceFirst(type, name);
    return ENUM.matcher(words)
        .replaceAll(match -> match.group(1) + match.group(2).toLowerCase(Locale.ROOT));
  }

  private static String name(Enum<?> value) {
    return value.name().equals("NONE") ? "no activation" : value.name().toLowerCase(Locale.ROOT);
  }

  private static String optimiser(OptimiserSpec optimiser) {
    return words(optimiser).replace("learningRate", "learning rate").replace("Sgd", "SGD");
  }

  /** What is measured of splits, and who is given up by it. */
  private static String measured(TrainingSpec training) {
    var measure = training.measure();
    if (measure == null) {
      return "each iteration alone";
    }
    var patience = training.patience();
    var often = Numbers.significant(measure.every(), 4);
    var unit = measure.unit() == ScheduleSpec.Unit.EPOCHS ? "epoch" : "iteration";
    return Split.words(measure.on())
        + " every "
        + (measure.every() == 1 ? unit : often + " " + unit + "s")
        + (patience == null
            ? ""
            : ", given up after "
                + patience.measurements()
                + " without a better "
                + patience.on().word()
                + (patience.metric() == TargetSpec.Metric.ACCURACY ? " accuracy" : " loss"));
  }

  private static String targets(TrainingSpec training) {
    List<TargetSpec> targets = training.targets();
    return targets.isEmpty()
        ? "none"
        : targets.stream()
            .map(
                t ->
                    (t.measured() ? t.on().word() + " " : "")
                        + (t.head().isEmpty() ? "" : t.head() + " ")
                        + (t.metric() == TargetSpec.Metric.ACCURACY ? "accuracy ≥ " : "loss ≤ ")
                        + Numbers.significant(t.value(), 4))
            .collect(Collectors.joining(" and "));
  }
}
