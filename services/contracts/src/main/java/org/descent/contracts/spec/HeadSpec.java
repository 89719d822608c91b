package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;

/**
 * One output of the network: a dense layer of its own on the last shared layer.
 *
 * <p>Its accuracy is the share of examples predicted right: binary p ≥ 0.5 against y ≥ 0.5,
 * multi-class arg max p (the lowest index wins a tie), regression |q - y| &lt; tolerance for every
 * target, multi-label as binary for every target. With a tolerance above 0 those two count |p - y|
 * &lt; tolerance instead.
 *
 * @param name unique within the network, for example {@code label}
 * @param kind what it predicts
 * @param target the name of the dataset's target column, or of the first of several
 * @param outputs number of outputs: that of targets, or of classes
 * @param weight factor of this head's loss in the total loss, above 0
 * @param tolerance half-width of "right" for regression (above 0), 0 for classes
 * @param smoothing share of a label that cross-entropy takes as spread evenly over all classes
 *     (Szegedy et al. 2016): from 0 to below 1; a regression head has no use for it
 * @param others the target columns after the first
 */
public record HeadSpec(
    String name,
    HeadKind kind,
    String target,
    int outputs,
    double weight,
    double tolerance,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) double smoothing,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> others) {
  /** The most classes. */
  public static final int MAX_CLASSES = 65_536;

  /** Of one target, without smoothing. */
  public HeadSpec(
      String name, HeadKind kind, String target, int outputs, double weight, double tolerance) {
    this(name, kind, target, outputs, weight, tolerance, 0);
  }

  /** Of one target. */
  public HeadSpec(
      String name,
      HeadKind kind,
      String target,
      int outputs,
      double weight,
      double tolerance,
      double smoothing) {
    this(name, kind, target, outputs, weight, tolerance, smoothing, List.of());
  }

  /** A number for each of {@code targets}. */
  public static HeadSpec regression(
      String name, List<String> targets, double weight, double tolerance) {
    return of(name, HeadKind.REGRESSION, targets, weight, tolerance, 0);
  }

  /** A label for each of {@code targets}. */
  public static HeadSpec multiLabel(
      String name, List<String> targets, double weight, double smoothing) {
    return multiLabel(name, targets, weight, 0, smoothing);
  }

  /** The same with a tolerance. */
  public static HeadSpec multiLabel(
      String name, List<String> targets, double weight, double tolerance, double smoothing) {
    return of(name, HeadKind.MULTI_LABEL, targets, weight, tolerance, smoothing);
  }

  private static HeadSpec of(
      String name,
      HeadKind kind,
      List<String> targets,
      double weight,
      double tolerance,
      double smoothing) {
    InvalidSpec.unless(!targets.isEmpty(), "targets [], expected one or more");
    int count = targets.size();
    return new HeadSpec(
        name, kind, targets.get(0), count, weight, tolerance, smoothing, targets.subList(1, count));
  }

  public HeadSpec {
    others = others == null ? List.of() : List.copyOf(others);
    InvalidSpec.unless(!name.isBlank(), "a head needs a name");
    InvalidSpec.unless(
        weight > 0 && Double.isFinite(weight), "weight %s, expected a number above 0", weight);
    InvalidSpec.unless(
        tolerance >= 0 && Double.isFinite(tolerance),
        "tolerance %s, expected a number of 0 or more",
        tolerance);
    InvalidSpec.unless(
        smoothing >= 0 && smoothing < 1, "smoothing %s, expected 0 or more and below 1", smoothing);
    switch (kind) {
      case MULTI_CLASS ->
          InvalidSpec.unless(
              outputs >= 2 && outputs <= MAX_CLASSES,
              "classes %s, expected 2 to %s",
              outputs,
              MAX_CLASSES);
      case REGRESSION -> {
        InvalidSpec.unless(
            tolerance > 0, "tolerance %s, expected above 0 for a regression head", tolerance);
        requireOutputForEach(target, others, outputs);
      }
      case MULTI_LABEL -> requireOutputForEach(target, others, outputs);
      case BINARY ->
          InvalidSpec.unless(outputs == 1, "outputs %s, expected 1 of a binary head", outputs);
    }
    InvalidSpec.unless(
        others.isEmpty() || kind == HeadKind.REGRESSION || kind == HeadKind.MULTI_LABEL,
        "targets %s, expected one",
        targets(target, others));
  }

  private static void requireOutputForEach(String target, List<String> others, int outputs) {
    var seen = new HashSet<String>();
    for (var each : targets(target, others)) {
      InvalidSpec.unless(seen.add(each), "targets: %s stands there twice", each);
    }
    InvalidSpec.unless(
        outputs == seen.size(), "outputs %s, expected %s of as many targets", outputs, seen.size());
  }

  private static List<String> targets(String target, List<String> others) {
    return Stream.concat(Stream.of(target), others.stream()).toList();
  }

  /** The dataset's columns that it predicts. */
  public List<String> targets() {
    return targets(target, others);
  }

  /**
   * Its arrays of parameters: those of a dense layer on the last shared layer.
   *
   * @param in shape of that layer's output
   * @throws InvalidSpec if it has more than one axis
   */
  List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    InvalidSpec.unless(
        in.size() == 1,
        "head %s: its input has shape %s, expected one axis; put a flatten before the heads",
        name,
        in);
    return ParameterLayout.Parameter.affine(List.of(in.get(0), outputs), in.get(0), outputs);
  }

  /** The head with the numbers levelled out that programs take for each trial. */
  HeadSpec structure() {
    return new HeadSpec(
        name, kind, target, outputs, 1, tolerance > 0 ? 1 : 0, smoothing > 0 ? 0.5 : 0, others);
  }

  /** The numbers that programs take for each trial, besides the weight, by name. */
  public Map<String, Double> numbers() {
    var numbers = new TreeMap<String, Double>();
    if (tolerance > 0) {
      numbers.put("tolerance", tolerance);
    }
    if (smoothing > 0) {
      numbers.put("smoothing", smoothing);
    }
    return numbers;
  }

  /** The loss that it has under a training's. */
  public Loss under(Loss loss) {
    return kind == HeadKind.REGRESSION && loss.ofClasses() ? Loss.L2 : loss;
  }

  /** A label of one of its classes, 0 or 1, as cross-entropy takes it. */
  public double smoothed(double label) {
    return label + smoothing * (1.0 / classes() - label);
  }

  /** Among how many classes each of its labels chooses. */
  public int classes() {
    return kind == HeadKind.MULTI_CLASS ? outputs : 2;
  }

  /** The same head by another name. */
  HeadSpec named(String other) {
    return new HeadSpec(other, kind, target, outputs, weight, tolerance, smoothing, others);
  }

  /** The same head without smoothing. */
  HeadSpec sharp() {
    return new HeadSpec(name, kind, target, outputs, weight, tolerance, 0, others);
  }

  /** The same head in the simplest words: one label of its own is what a binary head has. */
  HeadSpec simplest() {
    return kind == HeadKind.MULTI_LABEL && outputs == 1
        ? new HeadSpec(name, HeadKind.BINARY, target, 1, weight, tolerance, smoothing)
        : this;
  }
}
